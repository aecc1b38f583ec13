/** Who lives in the stepped world, and what waits for them there. */
export const people = {
  ada: { badge: '04A1B2C3', lockers: [1], code: '483910' },
  /** `oneCode` stands for the parcel in locker 5 alone. */
  bela: { badge: '04D4E5F6', lockers: [2, 5], code: '270594', oneCode: '615032' },
  nobody: { badge: 'FFFFFFFF' },
  cleo: { badge: '04777777', lockers: [] },
  olga: { badge: '04FA5502', pin: '4711' },
  tess: { badge: '04FA5501', pin: '4711', userName: 'tess', password: 'lockers-demo' },
} as const;

export const seed = {
  settings: { bankName: 'Test hall', supportContact: 'Reception, extension 12' },
  contacts: [
    { id: 'ada', name: 'Ada Quill', badges: [people.ada.badge] },
    { id: 'bela', name: 'Bela Moor', badges: [people.bela.badge] },
    { id: 'cleo', name: 'Cleo Finch', badges: [people.cleo.badge] },
  ],
  users: [
    {
      id: 'olga',
      name: 'Olga Penn',
      userName: 'olga',
      role: 'operator',
      badges: ['04FA5502'],
      pinHash:
        '$scrypt$ln=15,r=8,p=1$Trpg0DlzywUjJsdRIgbdGQ$OrPOJQLToM2DWTnzBrvRO2BG1eihBal5Es6e5rN13gk',
    },
    { id: 'carl', name: 'Carl Voss', userName: 'carl', role: 'carrier' },
    {
      id: 'tess',
      name: 'Tess Mabry',
      userName: 'tess',
      role: 'technician',
      badges: ['04FA5501'],
      // The hashes of the demonstration's password and PIN.
      passwordHash:
        '$scrypt$ln=15,r=8,p=1$QgPxmAw7Au5DdtFGSuSfTg$1eiommYFNBOYSe/wwZpqlkj3iq2KR1nh0d7Dg7dkugo',
      pinHash:
        '$scrypt$ln=15,r=8,p=1$Trpg0DlzywUjJsdRIgbdGQ$OrPOJQLToM2DWTnzBrvRO2BG1eihBal5Es6e5rN13gk',
    },
  ],
  parcels: [
    {
      id: 'p-ada',
      trackingNumber: 'TRK000001111',
      sender: 'Atlas Books',
      contactId: 'ada',
      locker: 1,
    },
    { id: 'p-bela-1', trackingNumber: 'TRK000002222', contactId: 'bela', locker: 2 },
    { id: 'p-bela-2', trackingNumber: 'TRK000003333', contactId: 'bela', locker: 5 },
  ],
};

/** Codes for who has one; a world has them when it is asked for. */
export const codes: readonly object[] = [
  { id: 'code-ada', number: people.ada.code, kind: 'pickup', contactId: 'ada' },
  { id: 'code-bela', number: people.bela.code, kind: 'pickup', contactId: 'bela' },
  { id: 'code-bela-2', number: people.bela.oneCode, kind: 'pickup', parcelId: 'p-bela-2' },
  { id: 'pin-cleo', number: '70124988', kind: 'oneTime', contactId: 'cleo' },
];

/** What has the same id as something of the seed stands in its place. */
export function withMore(
  base: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, readonly object[]>>,
): object {
  const lists = Object.entries(more).map(([name, added]) => {
    const ids = new Set(added.map((each) => (each as { readonly id?: string }).id));
    const own = (base[name] ?? []) as readonly { id: string }[];
    return [name, [...own.filter(({ id }) => !ids.has(id)), ...added]];
  });
  return { ...base, ...Object.fromEntries(lists) } as object;
}
