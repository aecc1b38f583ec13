import { existsSync, readFileSync } from 'node:fs';
import { credentialOf } from '../base/credential.ts';
import { fault, ok, type Fault, type Result } from '../base/result.ts';
import type { BadgeFormat } from '../contract/badge-format.ts';
import { readCabinet, type Cabinet } from '../contract/cabinet.ts';
import { learnFormat } from '../locker/badge/learn.ts';
import type { ReaderFormats } from '../locker/badge/reader-formats.ts';
import { formatWords } from '../locker/badge/words.ts';
import type { BadgeSample, ServiceOutcome } from '../session/service-world.ts';
import type { ServiceActions, Technician } from './actions.ts';
import { outcome, verbatim } from './phrases.ts';

/**
 * Learns the badge format of a reader from cards that a technician taps, and puts it into the cabinet
 * file. Cards of one visit add up while they leave the format open; they are kept in memory only.
 */
export interface BadgeDesk {
  learn(by: Technician, taps: readonly BadgeSample[]): ServiceOutcome;
  /** One of the formats that were offered last, in their order. */
  keep(by: Technician, choice: number): Result<BadgeFormat, Fault>;
}

export interface BadgeDeskOptions {
  readonly cabinet: Cabinet;
  readonly cabinetFile: string | null;
  readonly formats: ReaderFormats;
  readonly actions: ServiceActions;
}

interface Learning {
  readonly sessionId: string;
  readonly reader: string;
  readonly taps: readonly BadgeSample[];
  readonly formats: readonly BadgeFormat[];
}

/** More are not read at a glance; another card leaves fewer. */
const CHOICES = 3;

export function badgeDesk({ cabinet, cabinetFile, formats, actions }: BadgeDeskOptions): BadgeDesk {
  let learning: Learning | null = null;

  function none(key: NoneKey): ServiceOutcome {
    learning = null;
    return outcome(false, { key: `service.learnt.none.${key}` });
  }

  return {
    learn({ sessionId }, fresh) {
      const before = learning?.sessionId === sessionId ? learning.taps : [];
      const reader = fresh[0]?.device ?? '';
      if (fresh.some(({ device }) => device !== reader)) return none('readersDiffer');
      const taps = [...before.filter(({ device }) => device === reader), ...fresh];
      const result = learnFormat(
        taps.map(({ raw, printed }) => ({ credential: credentialOf(raw), printed })),
      );
      if (result.learnt === 'none') return none(result.why);
      const found = (result.learnt === 'format' ? [result.format] : result.formats).slice(
        0,
        CHOICES,
      );
      learning = { sessionId, reader, taps, formats: found };
      return {
        ...outcome(
          true,
          result.learnt === 'format'
            ? { key: 'service.learnt.one', values: { cards: taps.length, reader } }
            : { key: `service.learnt.several.${result.next}` },
        ),
        choices: found.map((format) => verbatim(formatWords(format))),
      };
    },
    keep(by, choice) {
      const format = learning?.sessionId === by.sessionId ? learning.formats[choice] : undefined;
      if (!learning || !format) return fault('notLearnt', 'no format was offered in this session');
      const { reader } = learning;
      const file = fileNow(cabinet, cabinetFile);
      if (!file.ok) return file;
      const badgeReaders = file.value.badgeReaders.map((each) =>
        each.id === reader ? { ...each, badgeFormat: format } : each,
      );
      const written = actions.writeCabinet(by, { ...file.value, badgeReaders }, reader);
      if (!written.ok) return written;
      formats.learnt(reader, format);
      learning = null;
      return ok(format);
    },
  };
}

type NoneKey = Extract<ReturnType<typeof learnFormat>, { learnt: 'none' }>['why'] | 'readersDiffer';

/** The wizard may have written another file since the start; what it holds is kept. */
function fileNow(started: Cabinet, path: string | null): Result<Cabinet, Fault> {
  if (path === null || !existsSync(path)) return ok(started);
  try {
    const read = readCabinet(JSON.parse(readFileSync(path, 'utf8')));
    if (read.ok) return read;
    return fault('invalid', read.error.map((each) => each.message).join('; '));
  } catch (error) {
    return fault('io', error instanceof Error ? error.message : String(error));
  }
}
