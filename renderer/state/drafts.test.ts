import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PaneId } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';
import { z } from '../../shared/schema.ts';
import { createFakeEngine, type FakeEngine } from '../client/fake-engine.ts';
import { createDrafts, type Drafts, MOST_MS, QUIET_MS, saveDelay } from './drafts.ts';

describe('when a draft is handed over', () => {
  it('waits for a quiet moment', () => {
    expect(saveDelay(1000, 1000)).toBe(QUIET_MS);
  });

  it('is never later than half a second after the first key that was not handed over', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: QUIET_MS }), { minLength: 1 }), (pauses) => {
        let now = 0;
        for (const pause of pauses) {
          const due = now + saveDelay(now, 0);
          expect(due).toBeLessThanOrEqual(Math.max(now, MOST_MS));
          if (due <= now + pause) return;
          now += pause;
        }
      }),
    );
    expect(MOST_MS).toBeLessThan(500);
  });
});

const pane = PaneId.parse('pane');
let engine: FakeEngine;
let channel: ChannelId;
let drafts: Drafts;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', Object.assign(new EventTarget(), { setTimeout, clearTimeout }));
  vi.stubGlobal('document', new EventTarget());
  engine = createFakeEngine();
  channel = engine.channel('rates-eur');
  drafts = createDrafts(engine);
});
afterEach(() => {
  drafts.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a pane that is opened', () => {
  const gone = PaneId.parse('gone');
  const asked = () => engine.calls.filter(({ name }) => name === 'takeDraft').length;

  it('has its own draft', async () => {
    drafts.set(pane, channel, 'mine');
    expect(await drafts.opened(pane, channel)).toBe('mine');
    expect(asked()).toBe(0);
  });

  it('takes over what was begun in a pane that is gone, and no other pane has it then', async () => {
    drafts.set(gone, channel, 'begun');
    await vi.advanceTimersByTimeAsync(MOST_MS);
    expect(await drafts.opened(pane, channel)).toBe('begun');
    expect(drafts.get(gone, channel)).toBe('');
    expect(await drafts.opened(PaneId.parse('third'), channel)).toBe('begun');
    expect((await engine.call('loadDrafts', {})).drafts).toMatchObject([{ pane: 'third', text: 'begun' }]);
  });

  it('takes over the last words too, which were not stored yet, and they are stored once', async () => {
    drafts.set(gone, channel, 'begun');
    await vi.advanceTimersByTimeAsync(MOST_MS);
    drafts.set(gone, channel, 'begun and more');
    expect(await drafts.opened(pane, channel)).toBe('begun and more');
    await vi.advanceTimersByTimeAsync(MOST_MS);
    expect((await engine.call('loadDrafts', {})).drafts).toMatchObject([{ pane, text: 'begun and more' }]);
  });

  it('loses nothing when something is written in it before the other draft is there', async () => {
    drafts.set(gone, channel, 'begun');
    await vi.advanceTimersByTimeAsync(MOST_MS);
    const opened = drafts.opened(pane, channel);
    drafts.set(pane, channel, 'new');
    expect(await opened).toBe('new');
    await vi.advanceTimersByTimeAsync(MOST_MS);
    const { drafts: stored } = await engine.call('loadDrafts', {});
    expect(stored.map((draft) => [draft.pane, draft.text]).sort()).toEqual([
      [gone, 'begun'],
      [pane, 'new'],
    ]);
  });

  it('at the start asks only where something is known to be adrift', async () => {
    drafts.stop();
    await engine.call('saveDraft', { pane: gone, channel, text: 'yesterday’s' });
    drafts = createDrafts(engine);
    const other = engine.channel('fx-spot');
    const [here, there] = await Promise.all([drafts.opened(pane, channel), drafts.opened(PaneId.parse('other'), other)]);
    expect([here, there]).toEqual(['yesterday’s', '']);
    expect(asked()).toBe(1);
  });
});

describe('a draft that is being sent', () => {
  const Stored = z.object({ text: z.string() });
  const stored = () => engine.calls.flatMap(({ name, input }) => (name === 'saveDraft' ? [Stored.parse(input).text] : []));

  it('is not stored any more: it would come back beside the message', async () => {
    drafts.set(pane, channel, 'said');
    await drafts.hold(pane, channel);
    await vi.advanceTimersByTimeAsync(10 * MOST_MS);
    expect(stored()).toEqual([]);
    drafts.set(pane, channel, '');
    drafts.release(pane, channel);
    await vi.advanceTimersByTimeAsync(MOST_MS);
    expect(stored()).toEqual(['']);
  });

  it('is stored before it is sent, if it is on its way to the disk', async () => {
    engine.detach();
    drafts.set(pane, channel, 'said');
    await vi.advanceTimersByTimeAsync(QUIET_MS);
    const sent = vi.fn();
    void drafts.hold(pane, channel).then(sent);
    await vi.advanceTimersByTimeAsync(MOST_MS);
    expect(sent).not.toHaveBeenCalled();
    engine.attach();
    await vi.advanceTimersByTimeAsync(0);
    expect(stored()).toEqual(['said']);
    expect(sent).toHaveBeenCalled();
  });

  it('is kept with what was typed meanwhile, once the sending has ended', async () => {
    drafts.set(pane, channel, 'said');
    await drafts.hold(pane, channel);
    drafts.set(pane, channel, 'said and more');
    drafts.flush();
    drafts.release(pane, channel);
    expect(stored()).toEqual([]);
    await vi.advanceTimersByTimeAsync(MOST_MS);
    expect(stored()).toEqual(['said and more']);
  });
});

describe('A3 a pane that moves to another window', () => {
  it('hands over its last words at once, and they are stored from here no more', async () => {
    drafts.set(pane, channel, 'the last key');
    drafts.left([pane]);
    const saves = () => engine.calls.filter(({ name }) => name === 'saveDraft').map(({ input }) => input);
    expect(saves()).toEqual([{ pane, channel, text: 'the last key' }]);
    expect(drafts.get(pane, channel)).toBe('');
    await vi.advanceTimersByTimeAsync(2 * MOST_MS);
    drafts.flush();
    expect(saves()).toHaveLength(1);
  });

  it('comes with its words, whatever was written in it here before', async () => {
    drafts.set(pane, channel, 'long ago');
    await vi.advanceTimersByTimeAsync(2 * MOST_MS);
    drafts.arrived([pane], [{ pane, channel, text: 'written elsewhere', at: 1 }]);
    expect(drafts.get(pane, channel)).toBe('written elsewhere');
    expect(await drafts.opened(pane, channel)).toBe('written elsewhere');
    drafts.arrived([pane], []);
    expect(drafts.get(pane, channel)).toBe('');
  });
});
