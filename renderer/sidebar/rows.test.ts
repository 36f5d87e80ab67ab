import { describe, expect, test } from 'vitest';
import { ChannelId } from '../../shared/model.ts';
import { sectionsOf, walked } from './rows.ts';

const entry = (at: number, kind: 'direct' | 'group' | 'persistent') => ({
  id: ChannelId.parse(`00000000-0000-4000-8000-00000000000${at}`),
  title: `c${at}`,
  kind,
});

describe('the sidebar', () => {
  test('lists channels, groups and direct chats, each in its order; an empty section is left out', () => {
    const sections = sectionsOf([entry(1, 'direct'), entry(2, 'persistent'), entry(3, 'direct')]);
    expect(sections.map(({ kind, entries }) => [kind, entries.map(({ title }) => title)])).toEqual([
      ['channels', ['c2']],
      ['directs', ['c1', 'c3']],
    ]);
  });

  test('arrows walk from the filter through the rows and back, and stop at the ends', () => {
    expect(walked(-1, 3, 'ArrowDown')).toBe(0);
    expect(walked(2, 3, 'ArrowDown')).toBe(2);
    expect(walked(0, 3, 'ArrowUp')).toBe(-1);
    expect(walked(-1, 3, 'ArrowUp')).toBe(-1);
    expect(walked(1, 3, 'Home')).toBe(0);
    expect(walked(1, 3, 'End')).toBe(2);
    expect(walked(-1, 0, 'ArrowDown')).toBe(-1);
  });
});
