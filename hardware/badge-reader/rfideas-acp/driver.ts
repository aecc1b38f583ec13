import type { TimerHandle } from '../../../main/base/clock.ts';
import type { BadgeReader } from '../../device.ts';
import type { PortConnection } from '../../port/port.ts';
import { supervise } from '../../supervisor.ts';
import type { SerialReaderOptions } from '../serial-reader.ts';
import { createTaps, readerDevice, type ReaderConfig } from '../taps.ts';
import { acpCommand, acpCredential, encodeAcp, noAcp, readAcp, type AcpAnswer } from './codec.ts';

/** An rf IDEAS reader that is asked: it is alive while it answers. */
export function createAcpReader(
  config: ReaderConfig,
  { port, clock, log }: SerialReaderOptions,
): BadgeReader {
  const taps = createTaps(config, clock);
  const supervisor = supervise<PortConnection>({
    port,
    clock,
    log,
    serve: ask,
  });

  function ask(connection: PortConnection, stopping: AbortSignal): Promise<string> {
    return new Promise((resolve) => {
      let state = noAcp;
      let timer: TimerHandle = null;
      let unanswered = 0;
      let over = false;
      /** What was tapped before the kiosk listened is nobody's tap. */
      let stale = true;
      const end = (reason: string): void => {
        over = true;
        clock.clearTimeout(timer);
        resolve(reason);
      };
      connection.onData((bytes) => {
        const read = readAcp(state, bytes);
        state = read.state;
        for (const answer of read.answers) heard(answer);
      });
      connection.onClose((fault) => end(fault.message));
      stopping.addEventListener('abort', () => end('stopped'), { once: true });

      function heard(answer: AcpAnswer): void {
        unanswered = 0;
        if (answer.kind === 'refused') {
          log.warn('the reader refuses a command', { code: answer.code });
          return supervisor.degrade(`the reader refuses commands (error ${answer.code})`);
        }
        if (answer.kind === 'broken') return log.warn('a broken answer was thrown away');
        supervisor.degrade(null);
        if (answer.kind === 'card' && !stale) taps.tapped(acpCredential(answer));
        stale = false;
      }

      async function say(text: Parameters<typeof encodeAcp>[0]): Promise<void> {
        const written = await connection.write(encodeAcp(text));
        if (!written.ok && !over) end(written.error.message);
      }

      function poll(): void {
        if (over) return;
        if (unanswered >= UNANSWERED) return end(`no answer to ${UNANSWERED} questions`);
        unanswered += 1;
        // The rest of an answer that never came to its end does not join the next one.
        state = noAcp;
        void say(acpCommand.takeCard);
        timer = clock.setTimeout(poll, POLL_MS);
      }

      supervisor.degrade('has not answered yet');
      // One after the other, each with time to be heard: long input in one go is lost (manual).
      void say(acpCommand.echoOff);
      timer = clock.setTimeout(() => {
        void say(acpCommand.promptOff);
        timer = clock.setTimeout(poll, SETTING_MS);
      }, SETTING_MS);
    });
  }

  return readerDevice(config.id, supervisor, taps);
}

/** An answer to a tap within the third of a second in which people begin to wonder. */
const POLL_MS = 250;
/** About 20 characters each way at 9600 baud are 40 ms. */
const SETTING_MS = 100;
/** Two seconds: longer than any answer, shorter than somebody's patience. */
const UNANSWERED = 8;
