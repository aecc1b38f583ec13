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

const NEAR_WHITE = '#fbfbf8';
const NEAR_BLACK = '#101413';

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => linear(parseInt(hex.slice(at, at + 2), 16) / 255));
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
