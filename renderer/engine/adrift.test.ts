import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Draft } from '../../shared/engine-api.ts';
import { grid, LAYOUT_VERSION, type Layout, PaneId } from '../../shared/layout.ts';
import { channelNamed } from '../testing/log-of.ts';
import { adrift } from './adrift.ts';

const channels = [channelNamed('rates'), channelNamed('fx')] as const;
const [rates, fx] = channels;
const pane = (name: number) => PaneId.parse(`pane-${name}`);
const layoutOf = (panes: [number, (typeof channels)[number]][]): Layout => ({
  version: LAYOUT_VERSION,
  root: grid(
    panes.map(([id, channel]) => ({ kind: 'timeline', id: pane(id), channel })),
    3,
  ),
  active: null,
});
const draft = (id: number, at: number, channel: (typeof channels)[number] = rates): Draft => ({
  pane: pane(id),
  channel,
  text: `${id}`,
  at,
});

describe('a draft adrift', () => {
  test('B6 is the newest of the channel that no layout shows', () => {
    const drafts = [draft(1, 5), draft(2, 4), draft(3, 3), draft(4, 9, fx)];
    expect(adrift(drafts, [layoutOf([[1, rates]])], rates)).toEqual(draft(2, 4));
    expect(adrift(drafts, [layoutOf([[1, rates]]), layoutOf([[2, rates]])], rates)).toEqual(draft(3, 3));
    expect(adrift(drafts, [], fx)).toEqual(draft(4, 9, fx));
  });

  test('is also one whose pane shows another channel now', () => {
    expect(adrift([draft(1, 1)], [layoutOf([[1, fx]])], rates)).toEqual(draft(1, 1));
  });

  test('is also one of a layout that cannot be read: it would never be seen again', () => {
    expect(adrift([draft(1, 1)], [{ version: 99 }, null, 'x'], rates)).toEqual(draft(1, 1));
  });

  test('is never one that somebody sees', () => {
    const place = fc.tuple(fc.nat(20), fc.constantFrom(...channels));
    const layouts = fc.array(fc.uniqueArray(place, { minLength: 1, selector: ([id]) => id }), { maxLength: 4 });
    const drafts = fc.array(fc.tuple(fc.nat(20), fc.nat(100), fc.constantFrom(...channels)));
    let found = 0;
    fc.assert(
      fc.property(layouts, drafts, (shown, written) => {
        const all = written.map(([id, at, channel]) => draft(id, at, channel));
        const isShown = (each: Draft) => shown.flat().some(([id, channel]) => pane(id) === each.pane && channel === each.channel);
        const taken = adrift(all, shown.map(layoutOf), rates);
        const free = all.filter((each) => each.channel === rates && !isShown(each));
        if (taken) found += 1;
        expect(taken?.at).toBe(free.length > 0 ? Math.max(...free.map(({ at }) => at)) : undefined);
        expect(taken === undefined || free.includes(taken)).toBe(true);
      }),
    );
    expect(found).toBeGreaterThan(20);
  });
});
