import { describe, expect, it } from 'vitest';
import { buildScript, tradingMorning } from '../client/fake-script.ts';
import { named } from './newcomer-names.ts';
import { focusedOf, wouldWrite } from './stray-key.ts';
import { verdictOf } from './verdict.ts';

describe('what would be refused', () => {
  const { channels } = buildScript(tradingMorning).shared;
  const viewOf = (name: string) => channels.find(({ channel }) => channel.name === name);

  it('is known before one types: what is not there, and a feed, to people', () => {
    expect(verdictOf(undefined, 'person')).toBe('gone');
    expect(verdictOf(viewOf('macro-news'), 'person')).toBe('feed');
    expect(verdictOf(viewOf('macro-news'), 'bot')).toBe('open');
    expect(verdictOf(viewOf('rates-eur'), 'person')).toBe('open');
  });
});

describe('those who came', () => {
  const own = (name: string) => ({ name, firm: null, isOutside: false });
  const ana = { name: 'Ana Ruiz', firm: 'Northwind', isOutside: true };

  it('are named, people of other firms first; many are counted, and so is who is not known', () => {
    expect(named([own('a'), ana])).toEqual({
      first: [
        { name: 'Ana Ruiz', firm: 'Northwind' },
        { name: 'a', firm: null },
      ],
      more: 0,
    });
    expect(named([own('a'), own('b'), own('c'), ana, { name: null, firm: null, isOutside: false }])).toMatchObject({
      first: [{ name: 'Ana Ruiz' }, { name: 'a' }, { name: 'b' }],
      more: 2,
    });
  });
});

describe('a key while no field has the focus', () => {
  const press = { ctrlKey: false, altKey: false, metaKey: false, altGraph: false };

  it('would have written what has a sign, and what begins one', () => {
    for (const key of ['h', 'Ä', '€', '5', 'Dead', 'Process', '𝛼']) expect(wouldWrite({ ...press, key }), key).toBe(true);
    for (const key of [' ', 'Enter', 'F6', 'ArrowUp', 'Tab']) expect(wouldWrite({ ...press, key }), key).toBe(false);
    expect(wouldWrite({ ...press, key: 'k', ctrlKey: true })).toBe(false);
    expect(wouldWrite({ ...press, key: '@', ctrlKey: true, altKey: true, altGraph: true })).toBe(true);
  });

  it('belongs to whatever letters or Enter are for', () => {
    const within = (selector: string) => ({
      closest: (list: string) => (list.split(', ').includes(selector) ? selector : null),
    });
    expect(focusedOf(null)).toBe('nothing');
    expect(focusedOf(within('section'))).toBe('nothing');
    expect(focusedOf(within('button'))).toBe('control');
    expect(focusedOf(within('input'))).toBe('letters');
    expect(focusedOf(within('[role="menu"]'))).toBe('letters');
  });
});
