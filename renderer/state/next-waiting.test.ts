import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChannelView } from '../../shared/engine-api.ts';
import { grid, LAYOUT_VERSION, type Layout, type Pane, PaneId } from '../../shared/layout.ts';
import { ChannelId, type ChannelKind, Seq, TenantId } from '../../shared/model.ts';
import { stacked } from './layout-edits.ts';
import { nextWaiting, type Waiting } from './next-waiting.ts';

const idOf = (at: number) => ChannelId.parse(`0198a0c0-0000-7000-8000-00000000000${at}`);
const view = (at: number, { unread = 0, mentions = 0, kind = 'persistent' as ChannelKind } = {}): ChannelView => ({
  channel: {
    id: idOf(at),
    tenant: TenantId.parse('main'),
    kind,
    name: `channel ${at}`,
    topic: '',
    recorded: false,
    feed: false,
  },
  role: 'member',
  head: Seq.parse(0),
  headNth: 0,
  read: Seq.parse(0),
  readNth: 0,
  mentions,
  firms: [],
  unread,
  behind: null,
});
const paneId = (at: number) => PaneId.parse(`pane ${at}`);
const pane = (at: number): Pane => ({ kind: 'timeline', id: paneId(at), channel: idOf(at) });
const layoutOf = (count: number, active: number): Layout => ({
  version: LAYOUT_VERSION,
  root: grid(
    Array.from({ length: count }, (_, at) => pane(at)),
    2,
  ),
  active: paneId(active),
});
const next = (layout: Layout, channels: ChannelView[], waiting: Waiting = 'unread', here = 0) =>
  nextWaiting(layout, idOf(here), channels, waiting);

describe('what waits', () => {
  test('is found in the panes first, from the active one on and around the end', () => {
    const channels = [
      view(0, { unread: 1 }),
      view(1, { unread: 1 }),
      view(3, { unread: 1 }),
      view(5, { unread: 9, mentions: 9 }),
    ];
    expect(next(layoutOf(4, 1), channels, 'unread', 1)).toEqual({ pane: paneId(3) });
    expect(next(layoutOf(4, 3), channels, 'unread', 3)).toEqual({ pane: paneId(0) });
  });

  test('behind a tab counts too', () => {
    const layout = { ...stacked(layoutOf(3, 0), paneId(0), paneId(1)), active: paneId(0) };
    expect(next(layout, [view(1, { unread: 1 })])).toEqual({ pane: paneId(1) });
  });

  test('then in channels that no pane shows: mentions, direct ones, the others', () => {
    const plain = view(4, { unread: 7 });
    const direct = view(5, { unread: 1, kind: 'direct' });
    const mention = view(6, { unread: 1, mentions: 1 });
    expect(next(layoutOf(2, 0), [plain, direct, mention])).toEqual({ channel: idOf(6) });
    expect(next(layoutOf(2, 0), [plain, direct])).toEqual({ channel: idOf(5) });
    expect(next(layoutOf(2, 0), [plain])).toEqual({ channel: idOf(4) });
    expect(next(layoutOf(2, 0), [plain], 'mention')).toBeNull();
    expect(next(layoutOf(2, 0), [view(0, { unread: 3 })])).toBeNull();
  });

  test('whoever goes on and reads sees each of them once, and then nothing waits', () => {
    const counts = fc.array(fc.nat({ max: 2 }), { minLength: 8, maxLength: 8 });
    let found = 0;
    fc.assert(
      fc.property(counts, fc.nat({ max: 3 }), (unread, start) => {
        let channels = unread.map((count, at) => view(at, { unread: at === start ? 0 : count }));
        let layout = layoutOf(4, start);
        let here = idOf(start);
        const seen = new Set<string>([here]);
        for (;;) {
          const goal = nextWaiting(layout, here, channels, 'unread');
          if (!goal) break;
          found += 1;
          here = 'channel' in goal ? goal.channel : idOf(Number(goal.pane.split(' ')[1]));
          if ('pane' in goal) layout = { ...layout, active: goal.pane };
          expect(seen.has(here)).toBe(false);
          seen.add(here);
          channels = channels.map((each) => (each.channel.id === here ? { ...each, unread: 0 } : each));
        }
        expect(channels.filter((each) => each.unread > 0)).toEqual([]);
      }),
    );
    expect(found).toBeGreaterThan(50);
  });
});
