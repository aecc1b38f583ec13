import type { BadgeFormat } from './badge-format.ts';
import type { Cabinet } from './cabinet.ts';
import type { Problem } from './problems.ts';

type Reader = Cabinet['badgeReaders'][number];

/** What a reader delivers; a format reads one kind of it. */
function givenBy(reader: Reader): 'text' | 'uid' | 'bits' {
  switch (reader.protocol) {
    case 'line':
    case 'wedge':
      return 'text';
    case 'rdm6300':
    case 'parallax':
    case 'pcsc':
      return 'uid';
    case 'rfideas-acp':
    case 'osdp':
    case 'pcprox':
      return 'bits';
    case 'hid-report':
      return reader.report.form;
  }
}

/** Badge formats that no card could have, and formats at a reader of another kind. */
export function formatProblems({ badgeFormat, badgeReaders }: Cabinet): readonly Problem[] {
  return [
    ...(badgeFormat ? layoutProblems(badgeFormat, 'badgeFormat') : []),
    ...badgeReaders.flatMap((reader, i) => {
      const path = `badgeReaders[${i}].badgeFormat`;
      const own = reader.badgeFormat;
      if (!own) return [];
      const reads = readsOf(own);
      const given = givenBy(reader);
      return [
        ...(reads === given
          ? []
          : [
              {
                path,
                message: `it reads ${reads}, and its readers (${reader.protocol}) give ${given}`,
              },
            ]),
        ...layoutProblems(own, path),
      ];
    }),
  ];
}

function readsOf({ from }: BadgeFormat): 'text' | 'uid' | 'bits' {
  return from === 'bits' || from === 'uid' ? from : 'text';
}

function layoutProblems(format: BadgeFormat, path: string): readonly Problem[] {
  if (format.from === 'text') return [];
  const { layout } = format;
  const needed = format.number.find(
    (part) => 'of' in part && part.of !== 'all' && (layout === undefined || lacks(part.of)),
  );
  const problems: Problem[] = needed
    ? [{ path: `${path}.number`, message: 'a part needs a layout that has it' }]
    : [];
  if (typeof layout !== 'object') return problems;
  const ranges = [layout.card, ...(layout.facility ? [layout.facility] : [])];
  const watched = layout.parity.flatMap(({ bit, over }) => [[bit, bit] as const, ...over]);
  for (const [first, last] of [...ranges, ...watched])
    if (first > last || last >= layout.bits)
      problems.push({
        path: `${path}.layout`,
        message: `there are no bits ${first} to ${last} in a card of ${layout.bits}`,
      });
  return problems;

  function lacks(of: 'data' | 'facility' | 'card'): boolean {
    if (of !== 'facility') return false;
    return layout === 'H10302' || (typeof layout === 'object' && !layout.facility);
  }
}
