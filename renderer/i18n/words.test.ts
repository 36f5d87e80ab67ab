import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';

type Words = { readonly [key: string]: string | Words };

function entries(words: Words, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : entries(value, `${path}${key}.`),
  );
}

const english = new Map(entries(en));
const german = new Map(entries(de));
const places = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted();

describe('the words', () => {
  test('both languages have the same keys', () => {
    expect([...german.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  test('both languages have the same places in each sentence', () => {
    for (const [key, text] of english) expect(places(german.get(key) ?? ''), key).toEqual(places(text));
  });

  test('none is empty', () => {
    for (const [key, text] of [...english, ...german]) expect(text.trim(), key).not.toBe('');
  });

  test('a plural has one and other', () => {
    for (const key of english.keys()) {
      if (key.endsWith('_one')) expect(english.has(key.replace(/_one$/, '_other')), key).toBe(true);
      if (key.endsWith('_other')) expect(english.has(key.replace(/_other$/, '_one')), key).toBe(true);
    }
  });
});

describe('the components', () => {
  const root = join(import.meta.dirname, '..');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx'),
  );

  test.each(files)('%s has no words of its own', (file) => {
    expect(literalWords(readFileSync(join(root, file), 'utf8'))).toEqual([]);
  });

  test('words between tags and in spoken attributes are noticed', () => {
    expect(literalWords('<p>Hello there</p>')).toEqual(['Hello there']);
    expect(literalWords('<button aria-label="Close it" />')).toEqual(['Close it']);
    expect(literalWords("<p>{t('app.name')}</p>")).toEqual([]);
  });
});

/** Words in JSX that a person would see or hear: text between tags, and the attributes that are read out. */
function literalWords(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
  const between = [...code.matchAll(/<[\w.]+(?:\s[^<>]*)?>\s*([^<>{}]*\p{L}{2,}[^<>{}]*?)\s*<\/[\w.]+>/gu)].map(
    ([, text]) => text,
  );
  const attributes = [...code.matchAll(/\b(?:aria-label|title|placeholder|alt|aria-description)="([^"]*\p{L}[^"]*)"/gu)].map(
    ([, text]) => text,
  );
  return [...between, ...attributes].filter((text) => text !== undefined);
}
