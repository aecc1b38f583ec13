import type { Clock } from '../base/clock.ts';
import type { Fault, Result } from '../base/result.ts';
import type { Cabinet, CabinetBus } from '../contract/cabinet.ts';
import { busSchema } from '../contract/cabinet-devices.ts';
import { problemText, type Problem } from '../contract/problems.ts';
import type { Phrase, ServiceRow, WizardQuestion, WizardView } from '../session/service-world.ts';
import type { Technician } from './actions.ts';
import { row, verbatim } from './phrases.ts';
import { lockName, runWiring, type WiringRun, type WiringRunOptions } from './wiring-run.ts';
import {
  again,
  cabinetOf,
  currentLock,
  freeLockers,
  isComplete,
  named,
  skipped,
  type Trouble,
} from './wiring-wizard.ts';
import type { WrittenCabinet } from './write-cabinet.ts';

/** Answers each step of the wiring wizard with what the technician is shown next. */
export interface WizardDesk {
  ask(question: WizardQuestion): Promise<WizardView>;
  /** The technician has gone: the kiosk gets its ports back, and nothing was changed. */
  leave(): Promise<void>;
}

export interface WizardDeskOptions extends Omit<WiringRunOptions, 'drawing' | 'found'> {
  readonly cabinet: Cabinet;
  readonly clock: Clock;
  /** Looks at one port; reads only. */
  readonly scan: (port: string) => Promise<PortScan>;
  readonly isTechnician: (by: Technician) => boolean;
  /** Writes the finished file and records it. */
  readonly write: (by: Technician, cabinet: Cabinet) => Result<WrittenCabinet, Fault>;
}

export type PortScan =
  | {
      readonly found: true;
      readonly protocol: string;
      readonly line: object;
      readonly boards: readonly object[];
    }
  /** `words`: why the port could not be opened; null when nobody answered on it. */
  | { readonly found: false; readonly words: string | null };

export function wizardDesk(options: WizardDeskOptions): WizardDesk {
  let run: WiringRun | null = null;
  /** Whether the person was told that the door before still stands open. */
  let toldOpen = false;

  async function leave(): Promise<void> {
    const ended = run;
    run = null;
    await ended?.end();
  }

  async function scan(): Promise<WizardView> {
    await leave();
    for (const device of options.own) await device.closePort?.();
    const rows: ServiceRow[] = [];
    const found: CabinetBus[] = [];
    for (const port of portsOf(options.cabinet)) {
      const seen = await options.scan(port);
      const bus = seen.found ? busOf(port, seen, found.length) : null;
      if (bus) found.push(bus);
      rows.push(
        bus
          ? row(verbatim(port), busWords(bus), 'good')
          : row(verbatim(port), seen.found ? unreadable(seen.protocol) : seenWords(seen), 'bad'),
      );
    }
    if (found.length === 0) {
      for (const device of options.own) device.openPort?.();
      return failed({ key: 'service.wiring.nobody' }, rows);
    }
    run = await runWiring({ ...options, drawing: options.cabinet, found });
    return { stage: 'scanned', rows, locks: run.state().locks.length };
  }

  function busOf(
    port: string,
    { protocol, line, boards }: PortScan & { readonly found: true },
    nth: number,
  ): CabinetBus | null {
    const own = options.cabinet.buses.find((bus) => bus.port === port);
    const id = own?.id ?? `bus-${nth + 1}`;
    const parsed = busSchema.safeParse({
      id,
      protocol,
      port,
      line,
      boards,
      supplyGapMs: own?.supplyGapMs,
    });
    return parsed.success ? parsed.data : null;
  }

  async function openNext(wizard: WiringRun, by: Technician): Promise<WizardView> {
    const before = wizard.state().mapped.at(-1);
    if (before && !toldOpen && wizard.stillOpen(before.lock)) {
      toldOpen = true;
      return trouble(wizard, 'stillOpen', {
        key: 'service.wiring.stillOpen',
        values: { locker: before.locker },
      });
    }
    toldOpen = false;
    if (currentLock(wizard.state()) === null) {
      if (isComplete(wizard.state())) return review(wizard);
      await wizard.become(again(wizard.state()));
      if (currentLock(wizard.state()) === null) return review(wizard);
    }
    await wizard.pulse(by);
    const { trouble: seen, next } = wizard.state();
    if (seen) return trouble(wizard, whyOf(seen), troubleWords(seen));
    return next === 'name' ? which(wizard) : nextView(wizard);
  }

  async function step(wizard: WiringRun, { step, ...by }: WizardQuestion): Promise<WizardView> {
    switch (step.step) {
      case 'openNext':
        return openNext(wizard, by);
      case 'isLocker':
        await wizard.become(named(wizard.state(), step.locker));
        return nextView(wizard);
      case 'skip':
        await wizard.become(skipped(wizard.state()));
        return nextView(wizard);
      case 'review':
        return review(wizard);
      case 'save': {
        const cabinet = cabinetOf(wizard.state());
        if (!cabinet.ok) return review(wizard);
        const written = options.write(by, cabinet.value);
        if (!written.ok) return failed(faultWords(written.error));
        await leave();
        return saved(written.value);
      }
      case 'scan':
        return scan();
    }
  }

  return {
    async ask(question) {
      if (!options.isTechnician(question)) return failed({ key: 'service.fault.notAllowed' });
      if (question.step.step === 'scan') return scan();
      if (run === null) return failed({ key: 'service.wiring.scanFirst' });
      return step(run, question);
    },
    leave,
  };
}

/** Where boards may hang. */
function portsOf({ buses, ports }: Cabinet): readonly string[] {
  return [...new Set([...buses.map(({ port }) => port), ...ports])];
}

function count(wizard: WiringRun): { readonly mapped: number; readonly of: number } {
  const { mapped, drawing } = wizard.state();
  return { mapped: mapped.length, of: drawing.lockers.length };
}

function lockWords(wizard: WiringRun): string {
  const lock = currentLock(wizard.state());
  return lock === null ? '–' : lockName(lock);
}

function which(wizard: WiringRun): WizardView {
  const free = freeLockers(wizard.state());
  return { stage: 'which', lock: lockWords(wizard), free, ...count(wizard) };
}

function nextView(wizard: WiringRun): WizardView {
  if (isComplete(wizard.state())) return review(wizard);
  return { stage: 'next', locker: wizard.state().mapped.at(-1)?.locker ?? null, ...count(wizard) };
}

type Why = (WizardView & { readonly stage: 'trouble' })['why'];

function trouble(wizard: WiringRun, why: Why, words: Phrase): WizardView {
  return { stage: 'trouble', why, lock: lockWords(wizard), words, ...count(wizard) };
}

/** A crossed cable is shown as several: a sensor moved that should not have. */
function whyOf({ why }: Trouble): Why {
  return why === 'crossed' ? 'several' : why;
}

function troubleWords({ why, moved }: Trouble): Phrase {
  const locks = moved.map(lockName).join(', ');
  switch (why) {
    case 'none':
      return { key: 'service.wiring.why.none' };
    case 'several':
      return { key: 'service.wiring.why.several', values: { locks } };
    case 'crossed':
      return { key: 'service.wiring.why.crossed', values: { locks } };
    case 'notSent':
      return { key: 'service.wiring.why.notSent' };
  }
}

function review(wizard: WiringRun): WizardView {
  const { mapped, buses } = wizard.state();
  const cabinet = cabinetOf(wizard.state());
  return {
    stage: 'review',
    rows: [
      ...buses.map((bus) => row(verbatim(bus.port), busWords(bus))),
      ...mapped.map(({ locker, lock }) =>
        row({ key: 'service.door.title', values: { locker } }, verbatim(lockName(lock)), 'good'),
      ),
    ],
    problems: cabinet.ok ? [] : problemsOf(wizard, cabinet.error),
  };
}

/** One sentence for all that is missing; what else is wrong with the file in its own words. */
function problemsOf(wizard: WiringRun, problems: readonly Problem[]): readonly Phrase[] {
  const missing = freeLockers(wizard.state());
  if (missing.length === 0) return problems.map((each) => verbatim(problemText(each)));
  const values = { count: missing.length, lockers: missing.slice(0, NAMED_MISSING).join(', ') };
  return [{ key: 'service.wiring.missing', values }];
}

/** As many numbers as fit a line. */
const NAMED_MISSING = 12;

function busWords({ protocol, boards, ...bus }: CabinetBus): Phrase {
  const { baud } = bus.line;
  const locks = boards.reduce((sum, board) => sum + board.locks, 0);
  const addresses = boards.map(({ address }) => address).join(', ');
  return {
    key: 'service.wiring.bus',
    values: { protocol, baud: String(baud), boards: boards.length, addresses, locks },
  };
}

function unreadable(protocol: string): Phrase {
  return { key: 'service.wiring.unreadable', values: { protocol } };
}

function seenWords({ words }: PortScan & { readonly found: false }): Phrase {
  return words === null
    ? { key: 'service.wiring.silent' }
    : { key: 'service.wiring.noPort', values: { message: words } };
}

function faultWords({ code, message }: Fault): Phrase {
  if (code === 'noFile') return { key: 'service.fault.noFile' };
  return { key: 'service.fault.other', values: { message } };
}

function saved({ path, before }: WrittenCabinet): WizardView {
  return {
    stage: 'saved',
    words: { key: 'service.wiring.written', values: { path } },
    kept: before === null ? null : { key: 'service.wiring.kept', values: { path: before } },
  };
}

function failed(words: Phrase, rows: readonly ServiceRow[] = []): WizardView {
  return { stage: 'failed', words, rows };
}
