import { describe, expect, it } from 'vitest';
import { PaneId } from '../../shared/layout.ts';
import { ChannelId } from '../../shared/model.ts';
import {
  ACT_MS,
  ARMED_MS,
  acted,
  atRest,
  BLINK_MS,
  came,
  disarmed,
  entered,
  type Field,
  type Guard,
  left,
  nextChange,
  phaseOf,
  SETTLE_MS,
  typed,
} from './send-guard.ts';

const field = (n: number): Field => ({
  pane: PaneId.parse(`pane-${n}`),
  channel: ChannelId.parse(`00000000-0000-7000-8000-00000000000${n}`),
});
const here = field(1);
const there = field(2);
const press = (guard: Guard, at: Field, now: number, text = 'done at 34', repeat = false) =>
  entered(guard, at, { text, repeat }, now);

describe('an Enter', () => {
  const rested = typed(came(atRest, here, 0), here, 'd', 100);

  it('sends where the caret has rested', () => {
    expect(press(rested, here, SETTLE_MS).decision).toBe('send');
  });

  it('arms when the caret has only just come, and the second one sends', () => {
    const first = press(came(atRest, here, 0), here, SETTLE_MS - 1);
    expect(first).toMatchObject({ decision: 'arm', guard: { armed: { why: 'came' } } });
    expect(press(first.guard, here, SETTLE_MS - 1 + BLINK_MS).decision).toBe('send');
  });

  it('arms where it is told of before the caret was', () => {
    expect(press(rested, there, 5_000).decision).toBe('arm');
  });

  it('passes nothing while it is held, or bounces', () => {
    const { guard } = press(came(atRest, here, 0), here, 10);
    expect(press(guard, here, 1_000, 'x', true)).toEqual({ guard, decision: 'hold' });
    const echo = press(guard, here, 10 + BLINK_MS - 1);
    expect(echo.decision).toBe('hold');
    // Keys that are held by way of a remote desktop come as pairs of down and up: each is the echo of the one before.
    let at = 10 + BLINK_MS - 1;
    let held = echo.guard;
    for (let pair = 0; pair < 30; pair += 1) {
      at += 33;
      const next = press(held, here, at);
      expect(next.decision).toBe('hold');
      held = next.guard;
    }
    expect(press(held, here, at + BLINK_MS).decision).toBe('send');
    expect(press(rested, here, SETTLE_MS, 'x', true).decision).toBe('hold');
  });

  it('neither sends nor arms an empty text', () => {
    const pressed = press(came(atRest, here, 0), here, 10, ' \n');
    expect(pressed).toMatchObject({ decision: 'hold', guard: { armed: null } });
  });

  it('that is armed is forgotten: by Escape, by typing, when the caret goes, after a while', () => {
    const { guard } = press(came(atRest, here, 0), here, 10);
    expect(phaseOf(guard, here, 20)).toBe('armed');
    for (const over of [disarmed(guard), typed(guard, here, 'dx', 20), left(guard, here, 20), came(guard, here, 20)]) {
      expect(over.armed).toBeNull();
    }
    expect(nextChange(guard, 20)).toBe(10 + ARMED_MS);
    expect(phaseOf(guard, here, 10 + ARMED_MS)).toBe('clear');
  });
});

describe('a text that was begun', () => {
  const begun = typed(came(atRest, here, 0), here, 'h', 1_000);

  it('is not sent at once where the caret was moved to, however long it has rested there', () => {
    const moved = came(left(begun, here, 2_000), there, 2_000);
    expect(press(moved, there, 9_000)).toMatchObject({ decision: 'arm', guard: { armed: { why: 'strayed', from: here } } });
    const strayed = typed(moved, there, 'i', 2_100);
    const first = press(strayed, there, 9_000);
    expect(first).toMatchObject({ decision: 'arm', guard: { armed: { why: 'strayed', from: here } } });
    // Told, and wanted: that is where it goes, and the next one is begun there.
    const second = press(first.guard, there, 10_000);
    expect(second.decision).toBe('send');
    expect(press(typed(second.guard, there, 'n', 11_000), there, 12_000).decision).toBe('send');
  });

  it('goes on where it was begun, when the caret is back', () => {
    const back = came(came(begun, there, 2_000), here, 3_000);
    expect(press(back, here, 3_000 + SETTLE_MS).decision).toBe('send');
  });

  it('that is torn between two is sent from neither, until the person has said where they are', () => {
    const torn = came(typed(came(begun, there, 2_000), there, 'i', 2_100), here, 3_000);
    expect(press(torn, here, 9_000).decision).toBe('arm');
    expect(press(acted(torn, here.pane, 4_000), here, 9_000).decision).toBe('send');
    expect(press(typed(torn, here, 'h!', 3_100), here, 9_000).decision).toBe('arm');
  });

  it('has not come to an end with the one wrong letter that was taken back elsewhere', () => {
    const strayed = typed(came(begun, there, 2_000), there, 'x', 2_100);
    const goesOn = typed(typed(strayed, there, '', 2_200), there, 'i', 2_300);
    expect(press(goesOn, there, 9_000).decision).toBe('arm');
  });

  it('stays behind when the person sends the caret elsewhere: what is typed there is begun there', () => {
    for (const towards of [there.pane, null]) {
      const moved = came(acted(begun, towards, 2_000), there, 2_016);
      expect(press(typed(moved, there, 'n', 2_100), there, 2_016 + SETTLE_MS).decision).toBe('send');
    }
  });

  it('is not thought to have been left by an act that was meant for another pane, or is long over, or after which one typed on', () => {
    const elsewhere = acted(begun, field(3).pane, 2_000);
    const over = acted(begun, there.pane, 2_000);
    const typedOn = typed(acted(begun, there.pane, 2_000), here, 'hi', 2_050);
    const moved = [came(elsewhere, there, 2_016), came(over, there, 2_000 + ACT_MS), came(typedOn, there, 2_100)];
    for (const guard of moved) expect(press(guard, there, 9_000).decision).toBe('arm');
  });

  it('strays once and for all: a piece of it is not sent later, until it is gone', () => {
    const strayed = typed(came(begun, there, 2_000), there, 'i', 2_100);
    const sentAtHome = press(came(acted(strayed, here.pane, 2_990), here, 3_000), here, 4_000);
    expect(sentAtHome.decision).toBe('send');
    const later = came(acted(sentAtHome.guard, there.pane, 5_000), there, 5_010);
    expect(press(later, there, 9_000).decision).toBe('arm');
    const anew = typed(typed(later, there, '', 6_000), there, 'n', 6_100);
    expect(press(anew, there, 9_000).decision).toBe('send');
  });

  it('is over for whoever says that they are where the caret is: what they type then is begun there', () => {
    const seized = came(begun, there, 2_000);
    expect(press(acted(seized, there.pane, 3_000), there, 9_000).decision).toBe('send');
    const beside = left(acted(begun, there.pane, 2_000), here, 2_001);
    expect(press(came(beside, field(3), 8_000), field(3), 9_000).decision).toBe('send');
  });

  it('is of its channel: the same pane with another one is elsewhere', () => {
    const turned = came(begun, { ...here, channel: there.channel }, 2_000);
    expect(press(turned, { ...here, channel: there.channel }, 9_000).decision).toBe('arm');
  });

  it('costs nothing per key', () => {
    expect(typed(begun, here, 'hi', 1_100)).toBe(begun);
  });
});
