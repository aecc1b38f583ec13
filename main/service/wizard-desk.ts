import type { Clock } from '../base/clock.ts';
import type { Fault, Result } from '../base/result.ts';
import type { Cabinet, CabinetBus } from '../contract/cabinet.ts';
import { busSchema } from '../contract/cabinet-devices.ts';
import { problemText } from '../contract/problems.ts';
import type { ServiceRow, WizardQuestion, WizardView } from '../session/service-world.ts';
import type { Technician } from './actions.ts';
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
  /** Where boards may hang. */
  readonly ports: readonly string[];
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
  | { readonly found: false; readonly words: string };

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
    for (const port of options.ports) {
      const seen = await options.scan(port);
      const bus = seen.found ? busOf(port, seen, found.length) : null;
      if (bus) found.push(bus);
      rows.push(
        bus
          ? { label: port, value: busWords(bus), state: 'good' }
          : { label: port, value: seen.found ? `${seen.protocol}?` : seen.words, state: 'bad' },
      );
    }
    if (found.length === 0) {
      for (const device of options.own) device.openPort?.();
      return failed(rows.map(({ label, value }) => `${label}: ${value}`).join('; '));
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
      return trouble(wizard, 'stillOpen', `Locker ${before.locker} still stands open.`);
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
        if (!written.ok) return failed(written.error.message);
        await leave();
        return { stage: 'saved', words: savedWords(written.value) };
      }
      case 'scan':
        return scan();
    }
  }

  return {
    async ask(question) {
      if (!options.isTechnician(question)) return failed('Only a technician may do this.');
      if (question.step.step === 'scan') return scan();
      if (run === null) return failed('Scan the bus first.');
      return step(run, question);
    },
    leave,
  };
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

function trouble(wizard: WiringRun, why: Why, words: string): WizardView {
  return { stage: 'trouble', why, lock: lockWords(wizard), words, ...count(wizard) };
}

/** A crossed cable is shown as several: a sensor moved that should not have. */
function whyOf({ why }: Trouble): Why {
  return why === 'crossed' ? 'several' : why;
}

function troubleWords({ why, moved }: Trouble): string {
  const names = moved.map(lockName).join(', ');
  switch (why) {
    case 'none':
      return 'No sensor moved. If the door opened, its sensor is not connected; if it was open, close it.';
    case 'several':
      return `Several sensors moved: ${names}. Close the doors and try again.`;
    case 'crossed':
      return `The sensor of ${names} moved instead: its cable is exchanged with another.`;
    case 'notSent':
      return 'The board does not answer; nothing was sent.';
  }
}

function review(wizard: WiringRun): WizardView {
  const { mapped, buses } = wizard.state();
  const cabinet = cabinetOf(wizard.state());
  return {
    stage: 'review',
    rows: [
      ...buses.map((bus): ServiceRow => ({ label: bus.port, value: busWords(bus), state: null })),
      ...mapped.map(({ locker, lock }): ServiceRow => ({
        label: String(locker),
        value: lockName(lock),
        state: 'good',
      })),
    ],
    problems: cabinet.ok ? [] : cabinet.error.map(problemText),
  };
}

function busWords({ protocol, boards, ...bus }: CabinetBus): string {
  const baud = 'line' in bus ? `, ${bus.line.baud} baud` : '';
  const each = boards.map(({ address, locks }) => `board ${address} with ${locks} locks`);
  return `${protocol}${baud}: ${each.join(', ')}`;
}

function savedWords({ path, before }: WrittenCabinet): string {
  const kept = before === null ? '' : ` The old one is kept as ${before}.`;
  return `${path} was written.${kept} It counts after a restart.`;
}

function failed(words: string): WizardView {
  return { stage: 'failed', words };
}
