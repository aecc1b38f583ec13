import { gs1Check } from './check-digits.ts';

/**
 * GS1 element strings (GS1 General Specifications §3): an application identifier, its data, and GS
 * after data of variable length. Only the identifiers that a locker meets, Scan4Transport included.
 */
export interface Gs1Element {
  readonly ai: string;
  readonly name: string;
  readonly value: string;
}

interface Identifier {
  readonly name: string;
  readonly form: RegExp;
  /** As many characters, with no GS behind them. */
  readonly fixed?: number;
  /** The last digit checks the others. */
  readonly checked?: true;
}

const number = (name: string, digits: number, checked?: true): Identifier => ({
  name,
  form: new RegExp(`^\\d{${digits}}$`),
  fixed: digits,
  ...(checked && { checked }),
});
const upTo = (name: string, most: number): Identifier => ({
  name,
  form: new RegExp(`^[ -~]{1,${most}}$`),
});
const form = (name: string, shape: RegExp): Identifier => ({ name, form: shape });

const identifiers: Readonly<Record<string, Identifier>> = {
  '00': number('SSCC', 18, true),
  '01': number('GTIN', 14, true),
  '02': number('GTIN of contents', 14, true),
  '10': upTo('batch', 20),
  '11': number('production date', 6),
  '13': number('packaging date', 6),
  '15': number('best before', 6),
  '17': number('expiry date', 6),
  '21': upTo('serial', 20),
  '37': form('count', /^\d{1,8}$/),
  '90': upTo('agreed between partners', 30),
  '400': upTo('order', 30),
  '401': upTo('consignment', 30),
  '402': form('shipment', /^\d{17}$/),
  '403': upTo('route', 30),
  '410': number('ship to', 13, true),
  '411': number('bill to', 13, true),
  '412': number('purchased from', 13, true),
  '413': number('ship for', 13, true),
  '414': number('location', 13, true),
  '415': number('pay to', 13, true),
  '416': number('production location', 13, true),
  '417': number('party', 13, true),
  '420': upTo('ship to post code', 20),
  '421': form('ship to post code with country', /^\d{3}[ -~]{1,9}$/),
  '4300': upTo('ship to company', 35),
  '4301': upTo('ship to name', 35),
  '4302': upTo('ship to address 1', 70),
  '4303': upTo('ship to address 2', 70),
  '4304': upTo('ship to suburb', 70),
  '4305': upTo('ship to locality', 70),
  '4306': upTo('ship to region', 70),
  '4307': form('ship to country', /^[A-Z]{2}$/),
  '4308': upTo('ship to telephone', 30),
  '4309': form('ship to position', /^\d{20}$/),
  '4310': upTo('return to company', 35),
  '4311': upTo('return to name', 35),
  '4312': upTo('return to address 1', 70),
  '4313': upTo('return to address 2', 70),
  '4314': upTo('return to suburb', 70),
  '4315': upTo('return to locality', 70),
  '4316': upTo('return to region', 70),
  '4317': form('return to country', /^[A-Z]{2}$/),
  '4318': upTo('return to post code', 20),
  '4319': upTo('return to telephone', 30),
  '4320': upTo('service', 35),
  '4321': form('dangerous goods', /^[01]$/),
  '4322': form('authority to leave', /^[01]$/),
  '4323': form('signature required', /^[01]$/),
  '4324': form('not before', /^\d{10}$/),
  '4325': form('not after', /^\d{10}$/),
  '4326': form('release date', /^\d{6}$/),
  '4330': form('highest temperature °F', /^\d{6}-?$/),
  '4331': form('highest temperature °C', /^\d{6}-?$/),
  '4332': form('lowest temperature °F', /^\d{6}-?$/),
  '4333': form('lowest temperature °C', /^\d{6}-?$/),
};

const GS = '\x1d';
const company: Identifier = upTo('company internal', 90);

function identifierAt(text: string): readonly [string, Identifier] | null {
  for (const length of [2, 3, 4]) {
    const ai = text.slice(0, length);
    const known = /^9[1-9]$/.test(ai) ? company : identifiers[ai];
    if (known && ai.length === length) return [ai, known];
  }
  return null;
}

export interface Gs1Reading {
  readonly elements: readonly Gs1Element[];
  readonly problems: readonly string[];
}

export function readGs1(data: string): Gs1Reading {
  const elements: Gs1Element[] = [];
  const problems: string[] = [];
  let rest = data;
  while (rest !== '') {
    if (rest.startsWith(GS)) {
      rest = rest.slice(1);
      continue;
    }
    const found = identifierAt(rest);
    if (!found) {
      problems.push(`No application identifier that is known begins at "${rest.slice(0, 4)}".`);
      break;
    }
    const [ai, { name, form: shape, fixed, checked }] = found;
    const after = rest.slice(ai.length);
    const stop = after.indexOf(GS);
    const value = after.slice(0, fixed ?? (stop < 0 ? after.length : stop));
    rest = after.slice(value.length);
    elements.push({ ai, name, value });
    if (!shape.test(value)) problems.push(`(${ai}) ${name} cannot be "${value}".`);
    else if (checked && value.slice(-1) !== gs1Check(value.slice(0, -1)))
      problems.push(
        `(${ai}) ${name} ends with ${value.slice(-1)}, its check digit would be ${gs1Check(value.slice(0, -1))}.`,
      );
  }
  return { elements, problems };
}

/** A shipping unit's number by itself: 18 digits of which the last checks the others. */
export function isSscc(text: string): boolean {
  return /^\d{18}$/.test(text) && text.slice(-1) === gs1Check(text.slice(0, -1));
}
