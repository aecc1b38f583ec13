import { z } from 'zod';
import {
  codeSchema,
  contactSchema,
  dedicationSchema,
  departmentSchema,
  receivedPackageSchema,
  reservationRequestSchema,
  userSchema,
} from './directive.ts';
import { settingsSchema } from './settings.ts';
import { err, type Result } from '../base/result.ts';
import { checked, type Problem } from './problems.ts';

/**
 * The seed file: people and parcels for a bank without a hub, for demonstrations and for trying a
 * real cabinet. It is loaded once, into an empty store.
 */
const seedParcelSchema = z.strictObject({
  id: z.string().min(1).max(64),
  trackingNumber: z.string().min(1).max(128),
  /** Who sent it, as the recipient shall read it. */
  sender: z.string().max(120).nullable().default(null),
  contactId: z.string().nullable().default(null),
  /** Of a parcel for a department: its id, and no contact. */
  departmentId: z.string().nullable().default(null),
  locker: z.number().int(),
  /** Wall-clock milliseconds; null does not expire. */
  expiresAt: z.number().int().nullable().default(null),
});

export const seedShape = z.strictObject({
  $schema: z.string().optional(),
  settings: settingsSchema.prefault({}),
  departments: z.array(departmentSchema).default([]),
  contacts: z
    .array(contactSchema.extend({ badges: z.array(z.string().min(1).max(64)).default([]) }))
    .default([]),
  users: z
    .array(userSchema.extend({ badges: z.array(z.string().min(1).max(64)).default([]) }))
    .default([]),
  parcels: z.array(seedParcelSchema).default([]),
  codes: z.array(codeSchema).default([]),
  reservations: z.array(reservationRequestSchema).default([]),
  dedications: z.array(dedicationSchema).default([]),
  received: z.array(receivedPackageSchema).default([]),
});
export type Seed = z.infer<typeof seedShape>;

/** Reads a seed document against the lockers that exist; every fault is named with its place. */
export function readSeed(
  document: unknown,
  lockers: ReadonlySet<number>,
): Result<Seed, readonly Problem[]> {
  const shape = checked(seedShape, document);
  if (!shape.ok) return shape;
  const problems = [...peopleProblems(shape.value), ...parcelProblems(shape.value, lockers)];
  return problems.length === 0 ? shape : err(problems);
}

function peopleProblems(seed: Seed): Problem[] {
  const problems: Problem[] = [];
  const departments = new Set<string>();
  seed.departments.forEach(({ id }, i) => {
    if (departments.has(id))
      problems.push({ path: `departments[${i}].id`, message: `"${id}" is taken` });
    departments.add(id);
  });
  const userNames = new Set<string>();
  seed.users.forEach(({ userName }, i) => {
    if (userNames.has(userName))
      problems.push({ path: `users[${i}].userName`, message: `"${userName}" is taken` });
    userNames.add(userName);
  });
  const owners = new Map<string, string>();
  const people = [
    ...seed.contacts.map((person, i) => ({
      id: person.id,
      badges: person.badges,
      path: `contacts[${i}]`,
    })),
    ...seed.users.map((person, i) => ({
      id: person.id,
      badges: person.badges,
      path: `users[${i}]`,
    })),
  ];
  const ids = new Set<string>();
  for (const person of people) {
    if (ids.has(person.id))
      problems.push({ path: `${person.path}.id`, message: `"${person.id}" is taken` });
    ids.add(person.id);
    person.badges.forEach((badge, j) => {
      const owner = owners.get(badge);
      if (owner !== undefined)
        problems.push({
          path: `${person.path}.badges[${j}]`,
          message: `this badge belongs to ${owner}`,
        });
      owners.set(badge, person.path);
    });
  }
  seed.contacts.forEach((contact, i) =>
    contact.departments.forEach((membership, j) => {
      if (!departments.has(membership.id))
        problems.push({
          path: `contacts[${i}].departments[${j}].id`,
          message: `there is no department "${membership.id}"`,
        });
    }),
  );
  return problems;
}

function parcelProblems(seed: Seed, lockers: ReadonlySet<number>): Problem[] {
  const problems: Problem[] = [];
  const contacts = new Set(seed.contacts.map((contact) => contact.id));
  const departments = new Set(seed.departments.map((department) => department.id));
  const owners = new Map<number, string>();
  const ids = new Set<string>();
  seed.parcels.forEach((parcel, i) => {
    const path = `parcels[${i}]`;
    if (ids.has(parcel.id))
      problems.push({ path: `${path}.id`, message: `"${parcel.id}" is taken` });
    ids.add(parcel.id);
    if (parcel.contactId === null && parcel.departmentId === null)
      problems.push({ path, message: 'whose parcel is it? contactId or departmentId' });
    if (parcel.departmentId !== null && !departments.has(parcel.departmentId))
      problems.push({
        path: `${path}.departmentId`,
        message: `there is no department "${parcel.departmentId}"`,
      });
    if (parcel.contactId !== null && !contacts.has(parcel.contactId))
      problems.push({
        path: `${path}.contactId`,
        message: `there is no contact "${parcel.contactId}"`,
      });
    if (!lockers.has(parcel.locker))
      problems.push({
        path: `${path}.locker`,
        message: `the cabinet has no locker ${parcel.locker}`,
      });
    const owner = owners.get(parcel.locker);
    const recipient = parcel.contactId ?? `department ${parcel.departmentId}`;
    if (owner !== undefined && owner !== recipient)
      problems.push({
        path: `${path}.locker`,
        message: `locker ${parcel.locker} holds a parcel of "${owner}"`,
      });
    owners.set(parcel.locker, recipient);
  });
  return problems;
}
