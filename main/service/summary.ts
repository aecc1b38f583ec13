import type { ServiceFacts } from './facts.ts';

/**
 * What support asks first, a line each, short enough for a code that a telephone reads. No names, no
 * numbers of badges or parcels.
 */
export function summaryText(model: string, facts: ServiceFacts): string {
  const { doors, devices, hub, disk, clock, software, uptimeMs, firstTry } = facts;
  const odd = devices.filter(({ health }) => health.state !== 'ready');
  const hours = Math.floor(uptimeMs / 3_600_000);
  const lines = [
    `Restante ${software}, ${model}`,
    `${new Date(clock.wall).toISOString()} (${clock.trust}), up ${hours} h`,
    `doors: ${doors.closed} closed, ${doors.open} open, ${doors.unknown} unknown, ${doors.outOfService} out of service`,
    `first try: ${firstTry.atFirstTry} of ${firstTry.openings}`,
    `hub: ${hub.configured ? `${hub.backlog} events waiting` : 'none'}`,
    `disk: ${disk.level}, ${Math.round(disk.freeBytes / 1e8) / 10} GB free`,
    ...odd.map(
      ({ id, health }) =>
        `${id}: ${health.state}${'reason' in health ? `, ${health.reason.slice(0, REASON)}` : ''}`,
    ),
  ];
  return cut(lines);
}

const REASON = 80;
/** A code of more signs has squares too small for a telephone at arm's length. */
const LONGEST = 600;

/** Whole lines only. */
function cut(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) {
    if (text.length + line.length + 1 > LONGEST) return `${text}\n…`;
    text = text === '' ? line : `${text}\n${line}`;
  }
  return text;
}
