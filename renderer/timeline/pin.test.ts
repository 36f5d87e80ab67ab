import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAVING_MS, MEANT_MS, type Pin, type PinEvent, pinned, step } from './pin.ts';

const reading = { mode: 'reading', meant: 0 } satisfies Pin;
const following = (pin: Pin, ...events: PinEvent[]) => events.reduce((now, event) => step(now, event).pin, pin);
const up = (at = 0): PinEvent => ({ type: 'intent', direction: 'up', can: true, at });
const changed = (at: number, moved = 0): PinEvent => ({ type: 'changed', moved, at });
const scrolled = (distance: number, moved: number, at: number): PinEvent => ({ type: 'scrolled', distance, moved, at });

describe('the pin to the bottom', () => {
  it('holds whatever arrives', () => {
    expect(step(pinned, changed(0))).toEqual({ pin: pinned, act: 'to-bottom' });
  });

  it('is let go by a person who scrolls up, and not before something moves', () => {
    const leaving = following(pinned, up());
    expect(leaving.mode).toBe('leaving');
    expect(step(leaving, changed(10)).act).toBe('stay');
    expect(following(leaving, scrolled(40, -40, 20)).mode).toBe('reading');
  });

  it('is let go as well when the scroll is seen in the layout before its event', () => {
    expect(step(following(pinned, up()), changed(20, -12))).toEqual({ pin: { mode: 'reading', meant: 20 }, act: 'stay' });
  });

  it('takes hold again when a wheel turned moved nothing', () => {
    expect(step(following(pinned, up()), changed(LEAVING_MS + 1))).toEqual({ pin: pinned, act: 'to-bottom' });
  });

  it('does not mind a wheel turned down, or up where there is no room', () => {
    expect(following(pinned, { type: 'intent', direction: 'down', can: true, at: 0 })).toEqual(pinned);
    expect(following(pinned, { type: 'intent', direction: 'up', can: false, at: 0 })).toEqual(pinned);
  });

  it('keeps the row that one reads in its place, but takes back nothing that one is just doing', () => {
    expect(step(reading, changed(MEANT_MS + 1)).act).toBe('keep-anchor');
    expect(step(following(reading, { type: 'intent', direction: 'down', can: true, at: 500 }), changed(510, 30)).act).toBe(
      'stay',
    );
  });

  it('comes back when the person scrolls down to the end, or asks for the newest', () => {
    expect(step(reading, scrolled(3, 20, 900))).toEqual({ pin: pinned, act: 'to-bottom' });
    expect(step(reading, scrolled(300, 20, 900)).pin.mode).toBe('reading');
    expect(step(reading, { type: 'jump' })).toEqual({ pin: pinned, act: 'to-bottom' });
  });

  it('lets a message be sought from anywhere, and then keeps it in its place', () => {
    for (const before of [pinned, reading]) {
      const { pin, act } = step(before, { type: 'sought', at: 1_000 });
      expect(act).toBe('stay');
      expect(step(pin, changed(1_000 + MEANT_MS - 1)).act).toBe('stay');
      expect(step(pin, changed(1_000 + MEANT_MS + 1)).act).toBe('keep-anchor');
    }
  });

  const direction = fc.constantFrom('up', 'down', 'either');
  const at = fc.nat(5000);
  const distance = fc.nat(3000);
  const moved = fc.integer({ min: -500, max: 500 });
  const unmeant: fc.Arbitrary<PinEvent> = fc.oneof(
    fc.record({ type: fc.constant('changed' as const), moved, at }),
    fc.record({ type: fc.constant('scrolled' as const), distance, moved, at }),
  );
  const any: fc.Arbitrary<PinEvent> = fc.oneof(
    unmeant,
    fc.record({ type: fc.constant('intent' as const), direction, can: fc.boolean(), at }),
    fc.constant({ type: 'jump' as const }),
    fc.record({ type: fc.constant('sought' as const), at }),
  );

  it('is never lost without a person’s intent', () => {
    fc.assert(
      fc.property(fc.array(unmeant), (events) => {
        expect(following(pinned, ...events)).toEqual(pinned);
      }),
    );
  });

  it('never moves a person who reads to the bottom by itself', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ type: fc.constant('changed' as const), moved, at })), (events) => {
        let pin: Pin = reading;
        for (const event of events) {
          const next = step(pin, event);
          expect(next.act).not.toBe('to-bottom');
          pin = next.pin;
        }
      }),
    );
  });

  it('goes to the bottom exactly when it is pinned afterwards', () => {
    fc.assert(
      fc.property(fc.array(any), any, (events, last) => {
        const { pin, act } = step(following(pinned, ...events), last);
        if (act === 'to-bottom') expect(pin).toEqual(pinned);
        if (act === 'keep-anchor') expect(pin.mode).toBe('reading');
      }),
    );
  });
});
