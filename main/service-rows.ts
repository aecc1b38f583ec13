import type { ServiceFacts } from './service/facts.ts';
import { lasted } from './session/service-parts.ts';
import { row, verbatim } from './service/phrases.ts';
import type { Phrase, ServiceRead, ServiceRow } from './session/service-world.ts';

/** Facts of this kiosk and of one tap, as lines for a technician. */
export function factRows(facts: ServiceFacts): readonly ServiceRow[] {
  const { hub, disk, machine, clock, software, uptimeMs } = facts;
  return [
    row(
      'service.hub',
      hubWords(facts),
      hub.configured && hub.lastContactAgoMs === null ? 'attention' : null,
    ),
    row('service.backlog', { key: 'service.backlog.value', values: { events: hub.backlog } }),
    row(
      'service.disk',
      {
        key: 'service.disk.value',
        values: { free: giga(disk.freeBytes), of: giga(disk.totalBytes) },
      },
      disk.level === 'ok' ? 'good' : 'bad',
    ),
    row('service.memory', {
      key: 'service.memory.value',
      values: { own: mega(machine.memory.ownBytes), free: giga(machine.memory.freeBytes) },
    }),
    ...(machine.temperatureC === null
      ? []
      : [
          row('service.temperature', {
            key: 'service.temperature.value',
            values: { celsius: Math.round(machine.temperatureC) },
          }),
        ]),
    row(
      'service.clock',
      { key: `service.clock.${clock.trust}` },
      clock.trust === 'off' ? 'bad' : null,
    ),
    row(
      'service.network',
      machine.network.length === 0
        ? { key: 'service.network.none' }
        : verbatim(machine.network.map(({ name, address }) => `${name} ${address}`).join(', ')),
    ),
    row('service.version', verbatim(software)),
    row('service.uptime', verbatim(lasted(uptimeMs))),
  ];
}

function hubWords({ hub }: ServiceFacts): Phrase {
  if (!hub.configured) return { key: 'service.hub.none' };
  if (hub.lastContactAgoMs === null) return { key: 'service.hub.silent' };
  return { key: 'service.hub.answered', values: { ago: lasted(hub.lastContactAgoMs) } };
}

export function scanRead(device: string, aim: string | null, data: string): ServiceRead {
  return {
    device,
    kind: 'scan',
    raw: data,
    // A group separator is part of the label and has no sign of its own.
    shown: verbatim(data.replaceAll('\u001d', '␝')),
    rows: [
      row('service.reads.symbology', aim === null ? { key: 'service.reads.noAim' } : verbatim(aim)),
      row('service.reads.length', { key: 'service.reads.signs', values: { count: data.length } }),
    ],
  };
}

/** With one decimal. */
function giga(bytes: number): number {
  return Math.round(bytes / 1e8) / 10;
}

function mega(bytes: number): number {
  return Math.round(bytes / 1e6);
}
