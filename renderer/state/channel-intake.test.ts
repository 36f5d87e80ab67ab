import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChannelView, SharedDiff } from '../../shared/engine-api.ts';
import { createFakeEngine } from '../client/fake-engine.ts';
import { COUNTS_MS, createChannelIntake, squashedChannels } from './channel-intake.ts';

type ChannelsDiff = NonNullable<SharedDiff['channels']>;
const [one, two] = createFakeEngine().shared().channels;
if (!one || !two) throw new Error('The fake engine has too few channels.');
const counted = (view: ChannelView, unread: number): ChannelsDiff => ({ upsert: [{ ...view, unread }], remove: [] });

let applied: ChannelsDiff[] = [];
const known = new Set([one.channel.id]);
const make = () =>
  createChannelIntake(
    (diff) => applied.push(diff),
    (id) => known.has(id),
  );

beforeEach(() => {
  vi.useFakeTimers();
  applied = [];
});
afterEach(() => vi.useRealTimers());

describe('counts', () => {
  test('the first is taken in at once, those that follow closely as one, and the last always', () => {
    const intake = make();
    for (let unread = 1; unread <= 50; unread++) intake.take(counted(one, unread));
    expect(applied.map((diff) => diff.upsert[0]?.unread)).toEqual([1]);
    vi.advanceTimersByTime(COUNTS_MS);
    expect(applied.map((diff) => diff.upsert[0]?.unread)).toEqual([1, 50]);
    vi.advanceTimersByTime(10 * COUNTS_MS);
    expect(applied).toHaveLength(2);
  });

  test('a channel that comes or goes is taken in at once, with what waits before it', () => {
    const intake = make();
    intake.take(counted(one, 1));
    intake.take(counted(one, 2));
    intake.take(counted(two, 1));
    expect(applied.at(-1)?.upsert.map((view) => view.unread)).toEqual([2, 1]);
    intake.take({ upsert: [], remove: [one.channel.id] });
    expect(applied.at(-1)?.remove).toEqual([one.channel.id]);
  });

  test('what waits is forgotten when everything is told anew', () => {
    const intake = make();
    intake.take(counted(one, 1));
    intake.take(counted(one, 2));
    intake.reset();
    vi.advanceTimersByTime(10 * COUNTS_MS);
    expect(applied).toHaveLength(1);
  });
});

describe('two diffs as one', () => {
  test('the later word on a channel holds', () => {
    const gone: ChannelsDiff = { upsert: [], remove: [one.channel.id] };
    expect(squashedChannels(counted(one, 1), gone)).toEqual(gone);
    expect(squashedChannels(gone, counted(one, 1))).toEqual(counted(one, 1));
  });
});
