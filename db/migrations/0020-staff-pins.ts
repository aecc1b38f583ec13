/** Staff may sign in with a badge and a PIN, which is kept like a password: as a salted hash. */
export const staffPins = {
  version: 20,
  sql: `
alter table users add column pin_hash text;
`,
} as const;
