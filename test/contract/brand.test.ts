import { describe, expect, test } from 'vitest';
import { contrast, mixed } from '../../main/base/contrast.ts';
import { brandSettingsSchema, VEIL } from '../../main/contract/brand.ts';

const reasons = (brand: object): readonly string[] =>
  brandSettingsSchema
    .safeParse(brand)
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
const picture = (bytes: number): string =>
  `data:image/png;base64,${Buffer.alloc(bytes).toString('base64')}`;

describe('[F31] the brand of a bank', () => {
  test('is taken when people can read it', () => {
    expect(reasons({})).toEqual([]);
    expect(reasons({ accent: '#5b2a86', ground: '#fdf3e1', background: picture(1_000) })).toEqual(
      [],
    );
  });

  test('is refused with the contrast that it has and the one that it needs', () => {
    expect(reasons({ accent: '#767676' })).toEqual([
      'accent: text on this colour has a contrast of 4.4:1, and needs 4.5:1',
    ]);
    expect(reasons({ accent: '#ffe14d' })).toEqual([
      'accent: this colour on the ground has a contrast of 1.2:1, and needs 3:1',
    ]);
    expect(reasons({ ground: '#26304a' })).toEqual([
      'accent: this colour on the ground has a contrast of 1.7:1, and needs 3:1',
      'ground: text on this ground has a contrast of 1.6:1, and needs 4.5:1',
    ]);
  });

  test('a picture behind Home costs contrast, even where it is black', () => {
    const ground = '#d2d2d2';
    expect(reasons({ ground })).toEqual([]);
    expect(reasons({ ground, background: picture(10) })).toHaveLength(1);
    expect(contrast(mixed(ground, '#000000', VEIL), '#000000')).toBeLessThan(
      contrast(ground, '#000000'),
    );
  });

  test('pictures are small and come with the document, from nowhere else', () => {
    expect(reasons({ logo: picture(40_000), background: picture(200_000) })).toEqual([]);
    expect(reasons({ logo: picture(60_000) })[0]).toMatch(/smaller than 48 kB/);
    expect(reasons({ background: 'https://example.org/a.png' })[0]).toMatch(/PNG, JPEG/);
    expect(reasons({ logo: 'data:text/html;base64,AAAA' })[0]).toMatch(/PNG, JPEG/);
  });
});
