/** WCAG 2.2 relative luminance and contrast, for brand colours and what is written on them. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

/** Near-black or near-white, whichever reads better on this colour. */
export function readableOn(colour: string): string {
  return contrast(colour, NEAR_WHITE) >= contrast(colour, NEAR_BLACK) ? NEAR_WHITE : NEAR_BLACK;
}

/** So much (0–1) of the one colour, the rest of the other, as a screen mixes them. */
export function mixed(one: string, other: string, share: number): string {
  const channels = [1, 3, 5].map((at) =>
    Math.round(share * channel(one, at) + (1 - share) * channel(other, at))
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${channels.join('')}`;
}

const NEAR_WHITE = '#fbfbf8';
const NEAR_BLACK = '#101413';

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => linear(channel(hex, at) / 255));
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

function channel(hex: string, at: number): number {
  return parseInt(hex.slice(at, at + 2), 16);
}

function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
