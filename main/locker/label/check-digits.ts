/** The check digits of parcels. Each takes the characters before the check and gives what must follow. */

/** Σ digit × weight, weights repeated from the left; what is missing to the next ten. */
export function mod10(text: string, weights: readonly number[]): string {
  return String((10 - (weightedSum(text, weights) % 10)) % 10);
}

/** GS1 (SSCC, GTIN, GLN) and USPS: weights 3, 1 from the right. */
export function gs1Check(text: string): string {
  return mod10(text, text.length % 2 === 1 ? [3, 1] : [1, 3]);
}

/** FedEx Express: weights 1, 3, 7 from the right; the rest by 11, of which 10 is written 0. */
export function fedexCheck(text: string): string {
  const backwards = [...text].reverse().join('');
  return String((weightedSum(backwards, [1, 3, 7]) % 11) % 10);
}

/** Waybills of DHL Express and freight bills: the number's rest by seven. */
export function mod7(text: string): string {
  let rest = 0;
  for (const digit of text) rest = (rest * 10 + Number(digit)) % 7;
  return String(rest);
}

/** ISO/IEC 7812-1 (Luhn): every second digit from the right doubled, its own digits added. */
export function luhn(text: string): string {
  let sum = 0;
  [...text].reverse().forEach((digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  });
  return String((10 - (sum % 10)) % 10);
}

/** UPU S10: eight digits; 10 becomes 0, 11 becomes 5. */
export function s10Check(serial: string): string {
  const check = 11 - (weightedSum(serial, [8, 6, 4, 2, 3, 5, 9, 7]) % 11);
  return check === 10 ? '0' : check === 11 ? '5' : String(check);
}

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** ISO/IEC 7064 MOD 37,36 over digits and capital letters: parcels of DPD. */
export function mod37of36(text: string): string {
  let product = 36;
  for (const character of text) {
    const sum = (product + ALPHANUMERIC.indexOf(character)) % 36;
    product = ((sum === 0 ? 36 : sum) * 2) % 37;
  }
  return ALPHANUMERIC.charAt((37 - product) % 36);
}

/** GLS parcels: weights 3, 1 from the right, and one more is added before the next ten is sought. */
export function glsCheck(text: string): string {
  return String((Number(gs1Check(text)) + 9) % 10);
}

function weightedSum(text: string, weights: readonly number[]): number {
  let sum = 0;
  [...text].forEach((character, i) => {
    sum += valueOf(character) * (weights[i % weights.length] ?? 0);
  });
  return sum;
}

/** Letters count as UPS counts them: A is 2, B is 3, … H is 9, I is 0. */
function valueOf(character: string): number {
  const code = character.charCodeAt(0);
  return code <= 0x39 ? code - 0x30 : (code - 3) % 10;
}
