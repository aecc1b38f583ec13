/** What was put in for a return or an exchange is asked for each time that its party comes. */
export const handover = {
  version: 100,
  sql: `
create index parcels_by_reservation on parcels (reservation_id) where reservation_id is not null;
`,
} as const;
