import { describe, expect, test } from 'vitest';
import { choiceNames, choices, defaultSettings, dictionaryOf, Settings } from './settings.ts';

describe('the settings', () => {
  test('a stored value that is bad becomes the default, and the others stay', () => {
    const stored = {
      theme: 'pink',
      density: 'roomy',
      sidebarWidth: 5,
      sidebarShown: 'yes',
      language: 'fr',
      server: 'file:///etc',
    };
    expect(Settings.parse(stored)).toEqual({ ...defaultSettings, density: 'roomy' });
  });

  test('keys that are bad are as delivered, whether one of them is or all', () => {
    expect(Settings.parse({ keys: 'Mod+K' }).keys).toEqual({});
    expect(Settings.parse({ keys: { palette: 'Mod+P', filter: 'P+Mod' } }).keys).toEqual({ palette: 'Mod+P' });
  });

  test('what nobody knows any more is dropped, and what is missing is the default', () => {
    expect(Settings.parse({ colour: 'blue', theme: 'light' })).toEqual({ ...defaultSettings, theme: 'light' });
  });

  test('all that the controls offer is accepted', () => {
    for (const name of choiceNames) {
      for (const value of choices[name]) expect(Settings.parse({ [name]: value })[name]).toBe(value);
    }
  });
});

test.each([
  [{ spelling: 'auto', language: 'en' }, 'en-US'],
  [{ spelling: 'auto', language: 'de' }, null],
  [{ spelling: 'en-GB', language: 'de' }, 'en-GB'],
  [{ spelling: 'off', language: 'en' }, null],
] as const)('%j means the dictionary %s', (chosen, dictionary) => {
  expect(dictionaryOf(chosen)).toBe(dictionary);
});
