/**
 * AIM symbology identifiers (ISO/IEC 15424): `]`, a letter, a digit. A scanner that is set so sends
 * them before the data, and then a label's meaning need not be guessed.
 */
const families: Readonly<Record<string, string>> = {
  A: 'Code 39',
  B: 'Telepen',
  C: 'Code 128',
  E: 'EAN/UPC',
  F: 'Codabar',
  G: 'Code 93',
  H: 'Code 11',
  I: 'Interleaved 2 of 5',
  J: 'DotCode',
  L: 'PDF417',
  M: 'MSI',
  Q: 'QR Code',
  R: 'Straight 2 of 5',
  S: 'Straight 2 of 5',
  U: 'MaxiCode',
  X: 'other',
  Z: 'no barcode',
  d: 'Data Matrix',
  e: 'GS1 DataBar',
  z: 'Aztec',
};

/** FNC1 in first position, which is what makes a symbol GS1. `]C2`, `]Q5` and `]d3` are not. */
const gs1Names: Readonly<Record<string, string>> = {
  ']C1': 'GS1-128',
  ']e0': 'GS1 DataBar',
  ']d2': 'GS1 DataMatrix',
  ']Q3': 'GS1 QR Code',
  ']J1': 'GS1 DotCode',
};

export function isGs1(aim: string | null): boolean {
  return aim !== null && aim in gs1Names;
}

export function symbologyOf(aim: string | null): string | null {
  if (aim === null) return null;
  if (aim === ']E4') return 'EAN-8';
  if (aim === ']E0') return 'EAN-13';
  return gs1Names[aim] ?? families[aim.charAt(1)] ?? 'unknown symbology';
}

/** The scanner itself speaks: an answer to a menu command, never a label. */
export function isDeviceMessage(aim: string | null): boolean {
  return aim === ']X0' || aim === ']Z6';
}

const AIM = /^\][A-Za-z][0-9A-Za-z]/;

/** Splits what came as one text. A label that begins with `]C1` by itself is not one that we print. */
export function splitAim(text: string): { readonly aim: string | null; readonly data: string } {
  const aim = AIM.exec(text)?.[0] ?? null;
  return { aim, data: aim === null ? text : text.slice(aim.length) };
}
