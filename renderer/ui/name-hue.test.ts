import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrast, fromHex, fromOklch } from './contrast.ts';
import { nameHue, nameTones } from './name-hue.ts';

const css = readFileSync(join(import.meta.dirname, '..', 'styles', 'tokens.css'), 'utf8');

/** The custom properties of one block of tokens.css, by the selector (and media query) before it. */
function block(after: string, selector: string): Map<string, string> {
  const from = css.indexOf(selector, css.indexOf(after));
  const body = css.slice(css.indexOf('{', from) + 1, css.indexOf('}', from));
  return new Map([...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()]));
}

const LIGHT = '[data-theme="light"]';
const dark = block(':root {', ':root {');
const light = new Map([...dark, ...block(LIGHT, LIGHT)]);
const contrastFrom = '@media (prefers-contrast: more)';
const darkMore = new Map([...dark, ...block(contrastFrom, ':root {')]);
const lightMore = new Map([...light, ...block(contrastFrom, LIGHT)]);

const themes = [
  { name: 'dark', tokens: dark, tone: nameTones.dark },
  { name: 'light', tokens: light, tone: nameTones.light },
  { name: 'dark, more contrast', tokens: darkMore, tone: nameTones.darkMoreContrast },
  { name: 'light, more contrast', tokens: lightMore, tone: nameTones.lightMoreContrast },
];
const hues = Array.from({ length: 360 }, (_, hue) => hue);
const colour = (tokens: ReadonlyMap<string, string>, name: string) => fromHex(tokens.get(name) ?? 'missing');

describe.each(themes)('theme $name', ({ tokens, tone }) => {
  test('names of every hue have a contrast of 4.5 on each row', () => {
    for (const ground of ['--bg-pane', '--tint-own', '--tint-mention']) {
      const behind = colour(tokens, ground);
      const least = Math.min(...hues.map((hue) => contrast(fromOklch(tone.lightness, tone.chroma, hue), behind)));
      expect(least, ground).toBeGreaterThanOrEqual(4.5);
    }
  });

  test('the tone that is tested is the tone in the stylesheet', () => {
    expect(Number(tokens.get('--name-lightness'))).toBe(tone.lightness);
    expect(Number(tokens.get('--name-chroma'))).toBe(tone.chroma);
  });

  test('words have a contrast of 4.5 wherever they stand', () => {
    const grounds = ['--bg-app', '--bg-pane', '--bg-header', '--bg-raised', '--bg-hover', '--bg-selected', '--tint-own'];
    for (const ground of grounds) {
      for (const words of ['--text', '--text-strong', '--quiet', '--warn', '--bad']) {
        expect(contrast(colour(tokens, words), colour(tokens, ground)), `${words} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect(contrast(colour(tokens, '--on-accent'), colour(tokens, '--accent'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour(tokens, '--accent'), colour(tokens, '--bg-pane'))).toBeGreaterThanOrEqual(4.5);
  });

  test('borders of controls have a contrast of 3', () => {
    for (const ground of ['--bg-pane', '--bg-field']) {
      expect(contrast(colour(tokens, '--control-line'), colour(tokens, ground)), ground).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('a name’s hue', () => {
  test('is a whole degree, and always the same', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        const hue = nameHue(id);
        return Number.isInteger(hue) && hue >= 0 && hue < 360 && hue === nameHue(id);
      }),
    );
  });

  test('spreads: ids that differ in one digit are of all hues', () => {
    const twelfths = new Set(Array.from({ length: 200 }, (_, at) => Math.floor(nameHue(`person-${at}`) / 30)));
    expect(twelfths.size).toBe(12);
  });
});

describe('contrast', () => {
  test('is 21 between black and white, 1 with itself, and known between two greys', () => {
    expect(contrast(fromHex('#000'), fromHex('#fff'))).toBeCloseTo(21);
    expect(contrast(fromHex('#abc'), fromHex('#aabbcc'))).toBe(1);
    expect(contrast(fromHex('#777777'), fromHex('#ffffff'))).toBeCloseTo(4.48, 2);
  });

  test('OKLCH white and black are white and black', () => {
    for (const channel of fromOklch(1, 0, 0)) expect(channel).toBeCloseTo(1, 4);
    for (const channel of fromOklch(0, 0, 0)) expect(channel).toBeCloseTo(0, 4);
  });
});
