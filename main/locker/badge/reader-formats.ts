import { plainText, type Credential } from '../../base/credential.ts';
import { ok, type Result } from '../../base/result.ts';
import type { BadgeFormat } from '../../contract/badge-format.ts';
import type { Cabinet } from '../../contract/cabinet.ts';
import { kindOf, readBadge, type BadgeProblem, type BadgeReading } from './read.ts';

/** By which format the cards of each reader are read, and what a technician has taught it since. */
export interface ReaderFormats {
  /** Its own, else the bank's where that reads such cards, else null: as the reader sends it. */
  of(reader: string, kind: Credential['kind']): BadgeFormat | null;
  read(reader: string, credential: Credential): Result<BadgeReading, BadgeProblem>;
  /** Counts from the next tap. */
  learnt(reader: string, format: BadgeFormat): void;
  /** The same file with every format that was learnt since the start. */
  writtenInto(cabinet: Cabinet): Cabinet;
}

export function readerFormats({ badgeFormat, badgeReaders }: Cabinet): ReaderFormats {
  const own = new Map<string, BadgeFormat>();
  const learnt = new Map<string, BadgeFormat>();
  for (const reader of badgeReaders) if (reader.badgeFormat) own.set(reader.id, reader.badgeFormat);

  function of(reader: string, kind: Credential['kind']): BadgeFormat | null {
    const format = learnt.get(reader) ?? own.get(reader);
    if (format) return format;
    return badgeFormat && kindOf(badgeFormat) === kind ? badgeFormat : null;
  }

  return {
    of,
    read(reader, credential) {
      const format = of(reader, credential.kind);
      return format
        ? readBadge(format, credential)
        : ok({ number: plainText(credential).trim(), fields: {} });
    },
    learnt: (reader, format) => void learnt.set(reader, format),
    writtenInto: (cabinet) => ({
      ...cabinet,
      badgeReaders: cabinet.badgeReaders.map((reader) => {
        const format = learnt.get(reader.id);
        return format ? { ...reader, badgeFormat: format } : reader;
      }),
    }),
  };
}
