import { readFileSync } from 'node:fs';
import test from 'ava';

/** The colours of the tokens, light and dark. */
function palettes(): Record<'light' | 'dark', ReadonlyMap<string, string>> {
  const css = readFileSync(new URL('../../../edge/contract/tokens.css', import.meta.url), 'utf8');
  const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');
  const colours = (part: string) => [...part.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name!, value!] as const);
  return { light: new Map(colours(light)), dark: new Map([...colours(light), ...colours(dark)]) };
}

/** Relative luminance [WCAG 2.2]. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const contrast = (one: string, other: string): number => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

/** Text, the grounds it stands on, and what it must reach. */
const pairs: readonly (readonly [text: string, grounds: readonly string[], ratio: number])[] = [
  ['ink', ['paper', 'sheet', 'shade'], 7],
  ['ink-soft', ['paper', 'sheet', 'shade'], 7],
  ['accent', ['paper', 'sheet'], 7],
  ['accent', ['shade', 'accent-soft'], 4.5],
  ['accent-ink', ['accent'], 4.5],
  ['good', ['paper', 'sheet', 'shade', 'good-soft', 'accent-soft'], 4.5],
  ['good-ink', ['good'], 4.5],
  ['danger', ['paper', 'sheet', 'danger-soft'], 4.5],
  ['warn', ['paper', 'warn-soft'], 4.5],
  // Borders of what can be pressed or filled in [WCAG 2.2, 1.4.11].
  ['line-strong', ['paper', 'sheet'], 3],
];

for (const scheme of ['light', 'dark'] as const) {
  test(`in the ${scheme} colours every text reaches its contrast on every ground it stands on`, (t) => {
    const colours = palettes()[scheme];
    for (const [text, grounds, ratio] of pairs)
      for (const ground of grounds) {
        const reached = contrast(colours.get(text) ?? '', colours.get(ground) ?? '');
        t.true(reached >= ratio, `${text} on ${ground}: ${reached.toFixed(2)} of ${ratio}`);
      }
  });
}
