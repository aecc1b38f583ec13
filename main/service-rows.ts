import { HOUR, MINUTE } from './base/clock.ts';
import type { ServiceFacts } from './service/facts.ts';
import type { ServiceRead, ServiceRow } from './session/service-world.ts';

/** Facts of this kiosk and of one tap, as lines for a technician. */
export function factRows(facts: ServiceFacts): readonly ServiceRow[] {
  const { hub, disk, machine, clock, software, uptimeMs } = facts;
  const contact = hub.lastContactAgoMs;
  return [
    row(
      'Hub',
      hubWords(hub.configured, contact),
      hub.configured && contact === null ? 'attention' : null,
    ),
    row('Events not sent yet', String(hub.backlog)),
    row(
      'Disk',
      `${gigabytes(disk.freeBytes)} of ${gigabytes(disk.totalBytes)} free`,
      disk.level === 'ok' ? 'good' : 'bad',
    ),
    row(
      'Memory',
      `${megabytes(machine.memory.ownBytes)} used, ${gigabytes(machine.memory.freeBytes)} free`,
    ),
    ...(machine.temperatureC === null
      ? []
      : [row('Temperature', `${Math.round(machine.temperatureC)} °C`)]),
    row('Clock', CLOCK[clock.trust], clock.trust === 'off' ? 'bad' : null),
    row(
      'Network',
      machine.network.map(({ name, address }) => `${name} ${address}`).join(', ') || 'None',
    ),
    row('Version', software),
    row('Running for', lasted(uptimeMs)),
  ];
}

const CLOCK = {
  sure: 'Agrees with the hub',
  off: 'Differs from the hub',
  unconfirmed: 'Nobody has confirmed it',
} as const;

function hubWords(configured: boolean, ago: number | null): string {
  if (!configured) return 'None configured';
  return ago === null ? 'No answer since the start' : `Answered ${lasted(ago)} ago`;
}

/** One tap in every rendering that a site may use; what is no number has only one. */
export function badgeRead(device: string, raw: string, personnelId: string): ServiceRead {
  const hex = /^[0-9a-f]{2,32}$/i.test(raw) && raw.length % 2 === 0 ? raw : null;
  const reversed = hex?.match(/../g)?.toReversed().join('') ?? null;
  return {
    device,
    kind: 'badge',
    raw,
    rows: [
      row('After the badge format', personnelId),
      ...(hex ? [row('Hexadecimal as decimal', BigInt(`0x${hex}`).toString())] : []),
      ...(reversed ? [row('Bytes reversed', reversed)] : []),
      ...(reversed ? [row('Bytes reversed as decimal', BigInt(`0x${reversed}`).toString())] : []),
    ],
  };
}

export function scanRead(device: string, aim: string | null, data: string): ServiceRead {
  return {
    device,
    kind: 'scan',
    // A group separator is part of the label and has no sign of its own.
    raw: data.replaceAll('\u001d', '␝'),
    rows: [row('Symbology', aim ?? 'Not sent'), row('Length', String(data.length))],
  };
}

function row(label: string, value: string, state: ServiceRow['state'] = null): ServiceRow {
  return { label, value, state };
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

function lasted(ms: number): string {
  const minutes = Math.floor(ms / MINUTE);
  if (minutes < 120) return `${minutes} min`;
  return `${Math.floor(ms / HOUR)} h`;
}
