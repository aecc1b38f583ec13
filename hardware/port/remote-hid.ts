import type { Clock, TimerHandle } from '../../main/base/clock.ts';
import { listeners } from '../../main/base/listeners.ts';
import { err, ok, type Result } from '../../main/base/result.ts';
import { encodeHid, nothingHeld, readHid, type HidMessage } from './hid-frames.ts';
import { readIdentity, type HidIdentity } from './hid-identity.ts';
import { hidName, type HidConnection, type HidMatch, type HidPort } from './hid.ts';
import type { Port, PortConnection, PortFault } from './port.ts';

/**
 * A HID device at the far end of a stream. Whoever answers there is asked who it is first: another
 * device than the cabinet file names is not used.
 */
export function remoteHid(match: HidMatch, port: Port, clock: Clock): HidPort {
  const name = `${hidName(match.vendorId, match.productId)} at ${port.name}`;
  return { name, open: () => openRemote(name, match, port, clock) };
}

/** A device on the same network answers in milliseconds; longer means that nobody is there. */
const ANSWER_WITHIN_MS = 1_000;
/** A device that only talks may lie there unplugged for days: it is asked who it is. */
const STILL_THERE_MS = 5_000;
const TICKETS = 256;

async function openRemote(
  name: string,
  match: HidMatch,
  port: Port,
  clock: Clock,
): Promise<Result<HidConnection, PortFault>> {
  const opened = await port.open();
  if (!opened.ok) return opened;
  const talk = talkOver(name, opened.value, clock);
  const said = await talk.ask((ticket) => ({ kind: 'who', ticket }));
  const who = said.ok ? readIdentity(said.value) : null;
  if (said.ok && who && fits(match, who)) return ok(connectionOn(talk, who, clock));
  await talk.close();
  if (!said.ok) return said;
  const other = who ? hidName(who.device.vendorId, who.device.productId) : 'something else';
  return err({ code: 'gone', message: `${name}: ${other} answers there` });
}

function fits(match: HidMatch, { device }: HidIdentity): boolean {
  return (
    device.vendorId === match.vendorId &&
    device.productId === match.productId &&
    (match.serial === undefined || device.serial === match.serial) &&
    (match.usagePage === undefined || device.usagePage === match.usagePage)
  );
}

/** Questions and answers on one stream; a question without an answer ends it. */
interface Talk {
  readonly name: string;
  ask(message: (ticket: number) => HidMessage): Promise<Result<Uint8Array, PortFault>>;
  readonly onReport: HidConnection['onReport'];
  readonly onClose: HidConnection['onClose'];
  close(): Promise<void>;
}

function talkOver(name: string, connection: PortConnection, clock: Clock): Talk {
  const reports = listeners<Uint8Array>();
  const closed = listeners<PortFault>();
  const waiting = new Map<number, (answer: Result<Uint8Array, PortFault>) => void>();
  let over: PortFault | null = null;
  let held: Uint8Array = nothingHeld;
  let last = 0;

  function end(fault: PortFault): void {
    if (over) return;
    over = fault;
    for (const answered of [...waiting.values()]) answered(err(fault));
    closed.emit(fault);
    void connection.close();
  }

  connection.onClose(end);
  connection.onData((bytes) => {
    const heard = readHid(held, bytes);
    held = heard.held;
    for (const message of heard.messages) {
      if (message.kind === 'input') reports.emit(message.report);
      if (message.kind !== 'answer') continue;
      const refused: PortFault = { code: 'io', message: `${name}: the device refuses that` };
      waiting.get(message.ticket)?.(message.data ? ok(message.data) : err(refused));
    }
    if (heard.broken !== null)
      end({ code: 'io', message: `${name}: no HID device speaks there (${heard.broken})` });
  });

  return {
    name,
    ask(message) {
      if (over) return Promise.resolve(err(over));
      last = (last + 1) % TICKETS;
      const ticket = last;
      return new Promise((resolve) => {
        const timer = clock.setTimeout(
          () => end({ code: 'gone', message: `${name} does not answer` }),
          ANSWER_WITHIN_MS,
        );
        waiting.set(ticket, (answer) => {
          clock.clearTimeout(timer);
          waiting.delete(ticket);
          resolve(answer);
        });
        void connection.write(encodeHid(message(ticket))).then((written) => {
          if (!written.ok) end(written.error);
        });
      });
    },
    onReport: reports.add,
    onClose: closed.add,
    async close() {
      end({ code: 'gone', message: `${name} was closed` });
      await connection.close();
    },
  };
}

function connectionOn(talk: Talk, who: HidIdentity, clock: Clock): HidConnection {
  let timer: TimerHandle = null;
  const watch = (): void => {
    timer = clock.setTimeout(() => {
      void talk
        .ask((ticket) => ({ kind: 'who', ticket }))
        .then((said) => {
          if (said.ok) watch();
        });
    }, STILL_THERE_MS);
  };
  watch();
  talk.onClose(() => clock.clearTimeout(timer));
  const put = async (
    kind: 'setFeature' | 'output',
    id: number,
    data: Uint8Array,
  ): Promise<Result<void, PortFault>> => {
    const done = await talk.ask((ticket) => ({ kind, ticket, id, data }));
    return done.ok ? ok(undefined) : done;
  };
  return {
    device: { ...who.device, path: talk.name },
    reportDescriptor: who.reportDescriptor,
    onReport: talk.onReport,
    onClose: talk.onClose,
    getFeature: (id, length) => talk.ask((ticket) => ({ kind: 'getFeature', ticket, id, length })),
    sendFeature: (id, data) => put('setFeature', id, data),
    sendOutput: (id, data) => put('output', id, data),
    close: talk.close,
  };
}
