import { describe, expect, test } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';
import { openWords } from './words.ts';

type Tree = { readonly [key: string]: string | Tree };

function entries(words: Tree, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : entries(value, `${path}${key}.`),
  );
}

const places = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted();

describe('the words of the main process', () => {
  test('have the same places in both languages, and none is empty', () => {
    const german = new Map(entries(de));
    for (const [key, text] of entries(en)) {
      expect(german.get(key)?.trim(), key).toBeTruthy();
      expect(places(german.get(key) ?? ''), key).toEqual(places(text));
    }
  });

  test('are in the language that was told last, and whoever shows them is told', () => {
    const words = openWords();
    const shown: string[] = [];
    words.shown(() => shown.push(words.say('menu.newWindow')));
    words.speak('de');
    words.speak('de');
    words.speak('en');
    expect(shown).toEqual(['&New Window', '&Neues Fenster', '&New Window']);
  });

  test('count', () => {
    const words = openWords('de');
    expect([1, 2].map((count) => words.say('badge.mentions', { count }))).toEqual(['1 Erwähnung', '2 Erwähnungen']);
  });
});
