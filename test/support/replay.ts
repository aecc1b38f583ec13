import type { Clock } from '../../main/base/clock.ts';
import { listeners } from '../../main/base/listeners.ts';
import { ok } from '../../main/base/result.ts';
import { hexOf } from '../../hardware/bus/frame-log.ts';
import type { FrameEntry } from '../../hardware/device.ts';
import type { Port, PortFault } from '../../hardware/port/port.ts';

/** Frames as a support bundle exports them (`frames/<bus>.txt`), read back. */
export function recordedFrames(text: string): readonly FrameEntry[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, i) => {
      const [, at, arrow = '', hex = ''] = /^(\d+\.\d) ([<>?#]) (.+)$/.exec(line) ?? [];
      const direction = directions[arrow];
      if (!direction) throw new Error(`line ${i + 1} is no exported frame: ${line}`);
      return { at: Number(at), direction, hex };
    });
}

const directions: Readonly<Record<string, FrameEntry['direction']>> = {
  '>': 'out',
  '<': 'in',
  '?': 'dropped',
  '#': 'note',
};

export interface Replay {
  readonly port: Port;
  /** Questions of the recording that the driver has not asked yet. */
  left(): number;
  /** What the driver asked and the recording does not hold; nobody answers it. */
  readonly unknown: readonly string[];
}

/**
 * The line of a recording. Whatever came after a question comes again after the same question, as late
 * as it came then; so a driver that asks a little sooner or later hears the same. Questions that the
 * driver leaves out are passed.
 */
export function replay(frames: readonly FrameEntry[], clock: Clock): Replay {
  const asked = frames.flatMap(({ direction }, i) => (direction === 'out' ? [i] : []));
  const unknown: string[] = [];
  let next = 0;

  /** What came between this question and the one after it. */
  function answers(question: number): readonly FrameEntry[] {
    const from = asked[question] ?? frames.length;
    return frames
      .slice(from + 1, asked[question + 1] ?? frames.length)
      .filter(({ direction }) => direction === 'in' || direction === 'dropped');
  }

  const port: Port = {
    name: 'a recording',
    msPerByte: 0,
    open: () => {
      const toHost = listeners<Uint8Array>();
      const closed = listeners<PortFault>();
      let open = true;
      return Promise.resolve(
        ok({
          onData: toHost.add,
          onClose: closed.add,
          write: (bytes: Uint8Array) => {
            const hex = hexOf(bytes);
            const found = asked.findIndex((at, i) => i >= next && frames[at]?.hex === hex);
            if (found === -1) unknown.push(hex);
            else {
              const began = frames[asked[found] ?? 0]?.at ?? 0;
              for (const { at, hex: answer } of answers(found))
                clock.setTimeout(() => open && toHost.emit(bytesOf(answer)), at - began);
              next = found + 1;
            }
            return Promise.resolve(ok(undefined));
          },
          flush: () => Promise.resolve(),
          close: () => {
            open = false;
            closed.emit({ code: 'gone', message: 'closed' });
            return Promise.resolve();
          },
        }),
      );
    },
  };
  return { port, left: () => asked.length - next, unknown };
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.split(' '), (byte) => parseInt(byte, 16));
}
