import type { Clock } from '../../../main/base/clock.ts';
import { listeners } from '../../../main/base/listeners.ts';
import { err, ok } from '../../../main/base/result.ts';
import type { CardPort } from '../../port/card.ts';
import type { PortFault } from '../../port/port.ts';
import { cardUid } from '../../simulator/card-bits.ts';
import { cardField } from '../../simulator/card-field.ts';

/** A card service with one contactless reader, inside one process. */
export interface SimulatedCardReader {
  readonly port: CardPort;
  /** False where no card has such a number. */
  tap(uid: string, heldMs?: number): boolean;
  plug(on: boolean): void;
  /** The next answers of the card, instead of its number; null: the transmission fails. */
  answerNext(...answers: readonly (Uint8Array | null)[]): void;
  /** Commands that reached a card, ever. */
  commands(): readonly Uint8Array[];
}

/** About what a reader needs to answer over USB. */
const ANSWER_MS = 5;

export function simulateCardReader(clock: Clock): SimulatedCardReader {
  const name = 'pcsc';
  const gone: PortFault = { code: 'gone', message: `${name} was unplugged` };
  const moved = listeners<boolean>();
  const pulled = listeners<void>();
  const field = cardField<Uint8Array>(clock, () => moved.emit(field.card() !== null));
  const commands: Uint8Array[] = [];
  let planned: readonly (Uint8Array | null)[] = [];
  let plugged = true;

  const port: CardPort = {
    name,
    open() {
      const none = `${name}: no reader is plugged in`;
      if (!plugged) return Promise.resolve(err<PortFault>({ code: 'gone', message: none }));
      const closed = listeners<PortFault>();
      let open = true;
      pulled.add(() => {
        if (open) closed.emit(gone);
        open = false;
      });
      return Promise.resolve(
        ok({
          onCard(listener: (present: boolean) => void) {
            listener(field.card() !== null);
            return moved.add((present) => {
              if (open) listener(present);
            });
          },
          onClose: closed.add,
          transmit(command: Uint8Array) {
            commands.push(command);
            return new Promise<ReturnType<typeof answer>>((resolve) =>
              clock.setTimeout(() => resolve(answer()), ANSWER_MS),
            );
          },
          close() {
            open = false;
            return Promise.resolve();
          },
        }),
      );
    },
  };

  function answer() {
    const [first, ...rest] = planned;
    planned = rest;
    const failed = err<PortFault>({ code: 'io', message: `${name}: RemovedCard` });
    if (first !== undefined) return first ? ok(first) : failed;
    const card = field.card();
    return card ? ok(Uint8Array.of(...card, 0x90, 0x00)) : failed;
  }

  return {
    port,
    tap(number, heldMs) {
      const uid = cardUid(number);
      if (uid) field.tap(uid, heldMs);
      return uid !== null;
    },
    plug(on) {
      plugged = on;
      if (!on) pulled.emit();
    },
    answerNext: (...answers) => void (planned = answers),
    commands: () => commands,
  };
}
