import { digitOf, type KeyMeaning } from './base/keypad.ts';
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
    row('service.version', verbatim(software)),
    row('service.uptime', verbatim(lasted(uptimeMs))),
  ];
}

export function clockRows({ clock, hub }: ServiceFacts): readonly ServiceRow[] {
  const at = new Date(clock.wall);
  const local = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
  const { trust } = clock;
  return [
    row('service.clock.local', verbatim(local.format(at))),
    row('service.clock.utc', verbatim(at.toISOString().slice(0, 19).replace('T', ' '))),
    row('service.clock.zone', verbatim(clock.zone)),
    row('service.clock.trust', { key: `service.clock.${trust}` }, TRUST[trust]),
    row(
      'service.clock.offset',
      hub.clockOffsetMs === null
        ? { key: 'service.clock.offset.unknown' }
        : {
            key: 'service.clock.offset.value',
            values: { seconds: Math.round(hub.clockOffsetMs / 100) / 10 },
          },
    ),
  ];
}

const TRUST = { sure: 'good', unconfirmed: 'attention', off: 'bad' } as const;

export function networkRows(facts: ServiceFacts): readonly ServiceRow[] {
  const { network, gateway, nameServers } = facts.machine;
  const none: Phrase = { key: 'service.network.none' };
  return [
    ...network.map(({ name, address, mac }) => row(verbatim(name), verbatim(`${address}, ${mac}`))),
    ...(network.length === 0 ? [row('service.network', none, 'attention')] : []),
    row('service.network.gateway', gateway === null ? none : verbatim(gateway)),
    row('service.network.dns', nameServers.length === 0 ? none : verbatim(nameServers.join(', '))),
    ...(facts.hub.at === null ? [] : [row('service.network.hub', verbatim(facts.hub.at))]),
    row('service.network.offline', hubWords(facts)),
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
    shown: verbatim(masked(data.replaceAll('\u001d', '␝'))),
    rows: [
      row('service.reads.symbology', aim === null ? { key: 'service.reads.noAim' } : verbatim(aim)),
      row('service.reads.length', { key: 'service.reads.signs', values: { count: data.length } }),
    ],
  };
}

/** Enough to compare it with what is printed, too little to make a copy. */
const SHOWN = 4;

function masked(text: string): string {
  const signs = Array.from(text);
  return signs
    .map((sign, i) => (/\w/.test(sign) && i < signs.length - SHOWN ? '•' : sign))
    .join('');
}

export function keyRead(device: string, key: string, means: KeyMeaning | null): ServiceRead {
  return {
    device,
    kind: 'key',
    raw: key,
    shown: verbatim(key),
    rows: [row('service.reads.means', meaningOf(means), means === null ? 'attention' : null)],
  };
}

function meaningOf(means: KeyMeaning | null): Phrase {
  switch (means) {
    case null:
      return { key: 'service.key.none' };
    case 'digit0':
    case 'digit1':
    case 'digit2':
    case 'digit3':
    case 'digit4':
    case 'digit5':
    case 'digit6':
    case 'digit7':
    case 'digit8':
    case 'digit9':
      return { key: 'service.key.digit', values: { digit: digitOf(means) ?? '' } };
    default:
      return { key: `service.key.${means}` };
  }
}

/** With one decimal. */
function giga(bytes: number): number {
  return Math.round(bytes / 1e8) / 10;
}

function mega(bytes: number): number {
  return Math.round(bytes / 1e6);
}
