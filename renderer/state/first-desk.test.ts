import { describe, expect, test } from 'vitest';
import { type PaneId, PaneId as PaneIdSchema, panesOf } from '../../shared/layout.ts';
import { createFakeEngine } from '../client/fake-engine.ts';
import { byRelevance, columnsFor, firstDesk } from './first-desk.ts';

let made = 0;
const freshId = (): PaneId => PaneIdSchema.parse(`pane-${made++}`);

const sample = createFakeEngine().shared().channels[0];
if (!sample) throw new Error('The fake engine has no channels.');
const channels = Array.from({ length: 20 }, (_, at) => ({
  ...sample,
  channel: { ...sample.channel, name: `c${String(at).padStart(2, '0')}` },
  mentions: at === 7 ? 2 : 0,
  unread: at % 5 === 0 ? 3 : 0,
  headNth: 100 - at,
}));

describe('the first desk', () => {
  test('has four columns in 2,560 px beside a sidebar, four in 1,920, three in 1,366, one in 500', () => {
    expect([2560, 1920, 1366, 712].map((width) => columnsFor(width - 212))).toEqual([4, 4, 3, 1]);
  });

  test('no column is narrower than 360 px where there are two', () => {
    for (let width = 200; width < 8000; width += 7) {
      const columns = columnsFor(width);
      expect(columns).toBeGreaterThanOrEqual(1);
      if (columns > 1) expect(width / columns).toBeGreaterThanOrEqual(360);
    }
  });

  test('twelve panes, four by three, in a large window; the first is active', () => {
    const { root, active } = firstDesk(channels, { width: 2348, height: 1380 }, freshId);
    expect(panesOf(root)).toHaveLength(12);
    expect(root.type === 'column' && root.children.map((row) => panesOf(row).length)).toEqual([4, 4, 4]);
    expect(active).toBe(panesOf(root)[0]?.id);
  });

  test('as many as stay readable in a small one', () => {
    expect(panesOf(firstDesk(channels, { width: 588, height: 540 }, freshId).root)).toHaveLength(3);
  });

  test('mentions come first, then the busiest', () => {
    const names = channels.toSorted(byRelevance).map((view) => view.channel.name);
    expect(names.slice(0, 6)).toEqual(['c07', 'c00', 'c01', 'c02', 'c03', 'c04']);
  });

  test('without channels there is one empty place', () => {
    expect(panesOf(firstDesk([], { width: 1000, height: 700 }, freshId).root).map((pane) => pane.kind)).toEqual(['empty']);
  });
});
