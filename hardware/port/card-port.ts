import type * as pcsc from 'pcsc-mini';
import type { Client, Reader, ReaderStatusFlags } from 'pcsc-mini';
import { sleep, type Clock } from '../../main/base/clock.ts';
import { listeners } from '../../main/base/listeners.ts';
import { err, ok, type Result } from '../../main/base/result.ts';
import { cardPortName, type CardConnection, type CardPort, type CardPortFactory } from './card.ts';
import type { PortFault } from './port.ts';

/**
 * Readers of the system's card service: the only importer of `pcsc-mini`. Loaded when the first such
 * reader is opened: a machine without the library or the service still starts, and says which it is.
 */
export function cardPortsOf(clock: Clock): CardPortFactory {
  return (reader) => cardPort(reader, clock);
}

type Library = Omit<typeof pcsc, 'default'>;

/** Readers that are there are told within milliseconds of the question. */
const READERS_WITHIN_MS = 500;

function cardPort(wanted: string | null, clock: Clock): CardPort {
  const name = cardPortName(wanted);
  /** Kept from one opening to the next: each has a thread of its own. */
  let kept: { readonly library: Library; readonly client: Client } | null = null;

  async function loaded(): Promise<Result<NonNullable<typeof kept>, PortFault>> {
    if (kept) return ok(kept);
    try {
      const library = (await import('pcsc-mini')).default;
      const fresh = { library, client: new library.Client() };
      kept = fresh;
      return ok(fresh);
    } catch (error) {
      const message = `${name}: the card library does not load (${words(error)})`;
      return err({ code: 'gone', message });
    }
  }

  async function open(): Promise<Result<CardConnection, PortFault>> {
    const found = await loaded();
    if (!found.ok) return found;
    const { library, client } = found.value;
    const readers = new Map<string, WatchedReader>();
    const broken = listeners<PortFault>();
    client.on('reader', (reader) => {
      readers.set(reader.name(), watched(library, reader));
      reader.on('disconnect', () => readers.delete(reader.name()));
    });
    client.on('error', (error) => broken.emit(faultOf(name, error)));
    const stop = (): void => {
      client.removeAllListeners();
      // An error that comes after all has nobody to hear it, and must not end the program.
      client.on('error', () => undefined);
      try {
        client.stop();
      } catch {
        // The service has gone already.
      }
    };
    try {
      client.start();
    } catch (error) {
      stop();
      return err(faultOf(name, error));
    }
    let fault: PortFault | null = null;
    broken.add((each) => (fault = each));
    await sleep(clock, READERS_WITHIN_MS);
    const chosen = fault ? err<PortFault>(fault) : chooseReader(name, [...readers.keys()], wanted);
    const reader = chosen.ok ? readers.get(chosen.value) : undefined;
    if (chosen.ok && reader) return ok(connectionOn(name, library, reader, broken.add, stop));
    stop();
    return chosen.ok ? err({ code: 'gone', message: `${name} was unplugged` }) : chosen;
  }

  return { name, open };
}

/** The one reader that is meant; two that fit are not told apart by guessing. */
export function chooseReader(
  name: string,
  readers: readonly string[],
  wanted: string | null,
): Result<string, PortFault> {
  const fitting = readers.filter((each) => wanted === null || each.includes(wanted));
  const [first, second] = fitting;
  if (first === undefined) {
    const there = readers.length === 0 ? 'no reader is' : `only ${readers.join(', ')}`;
    return err({ code: 'gone', message: `${name}: ${there} plugged in` });
  }
  if (second === undefined) return ok(first);
  const message = `${name}: ${fitting.join(' and ')} are plugged in; name one of them`;
  return err({ code: 'io', message });
}

/** A reader whose state is heard from its first word on. */
interface WatchedReader {
  readonly reader: Reader;
  readonly changes: ReturnType<typeof listeners<boolean>>;
  present(): boolean | null;
}

function watched({ ReaderStatus }: Library, reader: Reader): WatchedReader {
  const changes = listeners<boolean>();
  let present: boolean | null = null;
  reader.on('change', (status: ReaderStatusFlags) => {
    // A card that does not answer is no card yet. That somebody uses it, we ourselves too, is no matter.
    const now = status.has(ReaderStatus.PRESENT) && !status.has(ReaderStatus.MUTE);
    if (now === present) return;
    present = now;
    changes.emit(now);
  });
  return { reader, changes, present: () => present };
}

function connectionOn(
  name: string,
  { CardMode, CardDisposition }: Library,
  { reader, changes, present }: WatchedReader,
  onBroken: (listener: (fault: PortFault) => void) => void,
  stop: () => void,
): CardConnection {
  const closed = listeners<PortFault>();
  let over = false;
  const end = (fault: PortFault): void => {
    if (over) return;
    over = true;
    stop();
    closed.emit(fault);
  };
  reader.on('disconnect', () => end({ code: 'gone', message: `${name} was unplugged` }));
  onBroken(end);
  return {
    onCard(listener) {
      const known = present();
      if (known !== null) listener(known);
      return changes.add(listener);
    },
    onClose: closed.add,
    async transmit(command) {
      try {
        const card = await reader.connect(CardMode.SHARED);
        try {
          return ok(new Uint8Array(await card.transmit(command)));
        } finally {
          // A reset would look like another card.
          await card.disconnect(CardDisposition.LEAVE);
        }
      } catch (error) {
        return err(faultOf(name, error));
      }
    },
    close() {
      end({ code: 'gone', message: `${name} was closed` });
      return Promise.resolve();
    },
  };
}

const known: Readonly<Record<string, PortFault['code']>> = {
  NoService: 'gone',
  ServiceStopped: 'gone',
  NoReadersAvailable: 'gone',
  ReaderUnavailable: 'gone',
  NoAccess: 'denied',
  SharingViolation: 'busy',
};

function faultOf(name: string, error: unknown): PortFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message =
    code === 'NoService' || code === 'ServiceStopped'
      ? `${name}: the card service of the system (pcscd) does not run`
      : `${name}: ${code === '' ? words(error) : code}`;
  return { code: known[code] ?? 'io', message };
}

function words(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}
