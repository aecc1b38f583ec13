import type { BadgeReader } from '../../device.ts';
import {
  createSerialReader,
  type ReaderCodec,
  type SerialReaderOptions,
} from '../serial-reader.ts';
import type { ReaderConfig } from '../taps.ts';
import { emptyLine, readLines, type LineState } from './codec.ts';

/** A badge reader on a serial line that prints a number and a line end for each card. */
export function createLineReader(config: ReaderConfig, options: SerialReaderOptions): BadgeReader {
  return createSerialReader(lines, config, options);
}

const lines: ReaderCodec<LineState> = {
  empty: emptyLine,
  read(before, bytes) {
    const { state, lines: texts } = readLines(before, bytes);
    return { state, cards: texts.map((text) => ({ kind: 'text', text })), dropped: [] };
  },
  isHalf: ({ held, spoilt }) => held !== '' || spoilt,
};
