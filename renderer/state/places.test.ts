import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PaneId } from '../../shared/layout.ts';
import { type ChannelId, Seq } from '../../shared/model.ts';
import { createFakeEngine, type FakeEngine } from '../client/fake-engine.ts';
import { createPlaces, dueAt, MOST_MS, type Places, QUIET_MS } from './places.ts';

describe('when a place is handed over', () => {
  it('is after a quiet moment, and never long after it was first unlike what is stored', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.nat(500)), (since, pauses) => {
        const changedAt = pauses.reduce((sum, pause) => sum + pause, since);
        expect(dueAt({ since, changedAt })).toBeLessThanOrEqual(changedAt + QUIET_MS);
        expect(dueAt({ since, changedAt })).toBeLessThanOrEqual(since + MOST_MS);
      }),
    );
    expect(MOST_MS).toBeLessThan(1_000);
  });
});

const [pane, other] = [PaneId.parse('pane'), PaneId.parse('other')];
const at = (seq: number, top = 0) => ({ anchor: { seq: Seq.parse(seq), top } });
let engine: FakeEngine;
let channel: ChannelId;
let places: Places;
const saved = () => engine.calls.filter(({ name }) => name === 'savePlaces').length;
const asked = () => engine.calls.filter(({ name }) => name === 'loadPlaces').length;
const stored = async () => (await engine.call('loadPlaces', { panes: [pane, other] })).places;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', Object.assign(new EventTarget(), { setTimeout, clearTimeout }));
  vi.stubGlobal('document', new EventTarget());
  engine = createFakeEngine();
  channel = engine.channel('rates-eur');
  places = createPlaces(engine);
});
afterEach(() => {
  places.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the places of panes', () => {
  it('are stored after a quiet moment, however often they change, and are there for the next window', async () => {
    expect(await places.opened(pane, channel)).toBeNull();
    for (let seq = 1; seq <= 20; seq += 1) places.set(pane, channel, at(seq));
    expect(saved()).toBe(0);
    await vi.advanceTimersByTimeAsync(QUIET_MS);
    expect(saved()).toBe(1);
    const next = createPlaces(engine);
    expect(await next.opened(pane, channel)).toMatchObject(at(20));
    next.stop();
  });

  it('are stored while they change without a pause, too', async () => {
    await places.opened(pane, channel);
    for (let seq = 1; seq <= 20; seq += 1) {
      places.set(pane, channel, at(seq));
      await vi.advanceTimersByTimeAsync(QUIET_MS / 2);
    }
    expect(saved()).toBeGreaterThan(1);
    expect(saved()).toBeLessThan(8);
  });

  it('of one pane do not wait for another that keeps changing', async () => {
    await Promise.all([places.opened(pane, channel), places.opened(other, channel)]);
    places.set(pane, channel, at(7));
    for (let seq = 1; seq <= 3; seq += 1) {
      places.set(other, channel, at(seq));
      await vi.advanceTimersByTimeAsync(QUIET_MS - 50);
    }
    expect(await stored()).toContainEqual(expect.objectContaining({ pane, ...at(7) }));
  });

  it('are read in one call by all panes that are opened together', async () => {
    await Promise.all([places.opened(pane, channel), places.opened(other, channel), places.opened(pane, channel)]);
    expect(asked()).toBe(1);
  });

  it('change nothing before they are known, and are not stored again when nothing has changed', async () => {
    await engine.call('savePlaces', { places: [{ pane, channel, ...at(5), unreadAfter: null, selection: null }] });
    const opened = places.opened(pane, channel);
    places.set(pane, channel, { anchor: null });
    expect(await opened).toMatchObject(at(5));
    places.set(pane, channel, at(5));
    await vi.advanceTimersByTimeAsync(10 * MOST_MS);
    expect(saved()).toBe(1);
  });

  it('are those of the channel that the pane shows: another begins at its newest', async () => {
    await places.opened(pane, channel);
    places.set(pane, channel, at(5));
    await places.flush();
    const fx = engine.channel('fx-spot');
    expect(await places.opened(pane, fx)).toBeNull();
    expect(places.get(pane, fx)?.anchor).toBeNull();
    expect(places.get(pane, channel)).toBeNull();
  });

  it('are stored when `flush` resolves, so that another window finds them', async () => {
    await places.opened(pane, channel);
    engine.detach();
    places.set(pane, channel, { ...at(9, 12.5), selection: [2, 4] });
    const flushed = vi.fn();
    void places.flush().then(flushed);
    await vi.advanceTimersByTimeAsync(0);
    expect(flushed).not.toHaveBeenCalled();
    engine.attach();
    await vi.advanceTimersByTimeAsync(0);
    expect(flushed).toHaveBeenCalled();
    expect(await stored()).toMatchObject([{ pane, ...at(9, 12.5), selection: [2, 4] }]);
  });

  it('are read anew when a pane comes back from another window', async () => {
    await places.opened(pane, channel);
    places.set(pane, channel, at(5));
    await places.flush();
    await engine.call('savePlaces', { places: [{ pane, channel, ...at(8), unreadAfter: null, selection: null }] });
    expect(await places.opened(pane, channel)).toMatchObject(at(8));
  });
});
