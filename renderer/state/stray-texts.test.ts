/**
 * X5: whatever happens to the panes and the caret while one writes, nothing that is sent lands elsewhere than where it was begun. The guard,
 * the edits of layouts and the drafts are the real ones; the person, and what befalls them, is made up. They write and press Enter without
 * looking; only when they are told that nothing was sent do they look, and send again if the text is theirs and where they meant it to be.
 */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { grid, type Layout, type Pane, PaneId, panesOf } from '../../shared/layout.ts';
import { docked, withoutPanes } from '../../shared/pane-moves.ts';
import { createFakeEngine } from '../client/fake-engine.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import {
  activated,
  cellHolding,
  cellOf,
  closed,
  normalised,
  shownPanes,
  split,
  stacked,
  swapped,
  unstacked,
  withChannel,
  withPaneShowing,
} from './layout-edits.ts';
import {
  acted,
  atRest,
  BLINK_MS,
  came,
  type Decision,
  disarmed,
  entered,
  type Field,
  type Guard,
  left,
  typed,
} from './send-guard.ts';

const SEQUENCES = 10_000;
/** A key that is held repeats after, and then every (ms). */
const REPEATS = [500, 33, 33, 33];

type Press = 'once' | 'held' | 'bounces';
type Step =
  | { do: 'type'; keys: number; gap: number }
  | { do: 'enter'; after: number; press: Press; reads: number }
  | { do: 'wait' | 'message'; ms: number }
  /** The person: goes to a pane, clicks beside the composer of one, does something to the panes. */
  | { do: 'go' | 'click' | 'close' | 'split' | 'swap' | 'stack' | 'unstack' | 'open'; nth: number; other: number }
  /** Nobody in this window: the caret is moved, a pane shows another channel, comes, or goes. */
  | { do: 'seize' | 'turn' | 'dock' | 'take'; nth: number; other: number };

const nth = { nth: fc.nat(9), other: fc.nat(9) };
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('type'),
      keys: fc.integer({ min: 1, max: 6 }),
      gap: fc.integer({ min: 20, max: 250 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('enter'),
      after: fc.integer({ min: 5, max: 900 }),
      press: fc.constantFrom<Press>('once', 'once', 'held', 'bounces'),
      reads: fc.integer({ min: BLINK_MS, max: 2_000 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('wait', 'message'), ms: fc.integer({ min: 1, max: 10_000 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('go'), ...nth }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('click', 'close', 'split', 'swap', 'stack', 'unstack', 'open'), ...nth }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('seize', 'seize', 'turn', 'dock', 'take'), ...nth }) },
);

/** What is pressed and what is seen, with the guard or without. */
class Desk {
  sends = 0;
  arms = 0;
  /** Texts that landed elsewhere than where they were begun. */
  strays = 0;
  #layout: Layout;
  #guard: Guard = atRest;
  #caret: Field | null = null;
  #now = 0;
  #made = 0;
  /** Where each text was begun; all characters of one are the same one. */
  readonly #begun = new Map<string, Field>();
  /** The text that the person is writing. */
  #mind: { letter: string; field: Field } | null = null;
  readonly #channels: readonly Field['channel'][];
  readonly #drafts: Drafts;
  readonly #isGuarded: boolean;

  constructor(channels: readonly Field['channel'][], drafts: Drafts, isGuarded: boolean) {
    this.#channels = channels;
    this.#drafts = drafts;
    this.#isGuarded = isGuarded;
    const panes = channels.map((channel): Pane => ({ kind: 'timeline', id: this.#freshId(), channel }));
    this.#layout = { version: 1, root: normalised(grid(panes, 2)), active: panes[0]?.id ?? null };
  }

  take(step: Step): void {
    switch (step.do) {
      case 'type':
        for (let key = 0; key < step.keys; key += 1) this.#type(step.gap);
        break;
      case 'enter':
        this.#now += step.after;
        this.#enter(step);
        break;
      case 'wait':
      case 'message':
        this.#now += step.ms;
        break;
      default:
        this.#now += 40;
        this.#move(step);
    }
  }

  #type(gap: number): void {
    this.#now += gap;
    const field = this.#caret;
    // Without a caret keys type nothing.
    if (!field) return;
    if (!this.#mind) {
      this.#made += 1;
      this.#mind = { letter: String.fromCodePoint(0x4e00 + this.#made), field };
      this.#begun.set(this.#mind.letter, field);
    }
    this.#write(field, this.#textIn(field) + this.#mind.letter);
  }

  #enter({ press, reads }: Extract<Step, { do: 'enter' }>): void {
    const decision = this.#press(false);
    if (press === 'held') {
      for (const after of REPEATS) {
        this.#now += after;
        this.#press(true);
      }
    } else if (press === 'bounces') {
      this.#now += 40;
      this.#press(false);
    }
    const meant = this.#mind;
    if (decision !== 'arm') {
      if (decision === 'send') this.#mind = null;
      return;
    }
    this.#now += reads;
    if (meant && this.#caret && isSame(meant.field, this.#caret) && this.#isTheirs(meant.letter)) {
      if (this.#press(false) === 'send') this.#mind = null;
      return;
    }
    this.#guard = disarmed(this.#guard);
  }

  /** What the person sees in the composer is what they have written into it. */
  #isTheirs(letter: string): boolean {
    return this.#caret !== null && [...this.#textIn(this.#caret)].every((each) => each === letter);
  }

  #press(repeat: boolean): Decision {
    const field = this.#caret;
    if (!field) return 'hold';
    const text = this.#textIn(field);
    if (this.#isGuarded) {
      const { guard, decision } = entered(this.#guard, field, { text, repeat }, this.#now);
      this.#guard = guard;
      if (decision === 'arm') this.arms += 1;
      if (decision === 'send') this.#send(field, text);
      return decision;
    }
    if (text === '') return 'hold';
    this.#send(field, text);
    return 'send';
  }

  #send(field: Field, text: string): void {
    this.sends += 1;
    const isStray = [...text].some((letter) => {
      const begun = this.#begun.get(letter);
      return !begun || !isSame(begun, field);
    });
    if (isStray) this.strays += 1;
    this.#drafts.set(field.pane, field.channel, '');
  }

  #write(field: Field, text: string): void {
    this.#drafts.set(field.pane, field.channel, text);
    this.#guard = typed(this.#guard, field, text, this.#now);
  }

  #textIn({ pane, channel }: Field): string {
    return this.#drafts.get(pane, channel);
  }

  #move({ do: what, nth: at, other }: Exclude<Step, { do: 'type' | 'enter' | 'wait' | 'message' }>): void {
    const panes = panesOf(this.#layout.root);
    const pane = panes[at % panes.length]?.id ?? this.#freshId();
    const second = panes[other % panes.length]?.id ?? pane;
    const channel = this.#channels[other % this.#channels.length];
    if (!channel) return;
    const place = this.#freshId();
    const byPerson: { [step: string]: () => void } = {
      go: () => this.#goTo(pane),
      click: () => this.#clickBeside(pane),
      close: () => this.#goOn(closed(this.#layout, pane, place)),
      split: () => this.#goOn(panes.length > 8 ? this.#layout : split(this.#layout, pane, 'right', { kind: 'empty', id: place })),
      swap: () => this.#goOn(swapped(this.#layout, pane, second)),
      stack: () => this.#goOn(stacked(this.#layout, pane, second)),
      unstack: () => this.#goOn(unstacked(this.#layout, pane, 'down')),
      open: () => this.#goOn(withChannel(this.#layout, channel)),
    };
    const byNobody: { [step: string]: () => void } = {
      seize: () => this.#seize(pane),
      turn: () => {
        // The pane under the caret, as often as not.
        this.#edit(withPaneShowing(this.#layout, other < 5 ? (this.#caret?.pane ?? pane) : pane, channel));
        this.#seize(this.#layout.active ?? pane);
      },
      dock: () => {
        this.#edit(docked(this.#layout, cellOf({ kind: 'timeline', id: place, channel }), null));
        if (other < 5) this.#seize(place);
      },
      take: () => {
        this.#edit(withoutPanes(this.#layout, [pane], place));
        if (other < 5) this.#seize(this.#layout.active ?? place);
      },
    };
    (byPerson[what] ?? byNobody[what])?.();
  }

  #clickBeside(pane: PaneId): void {
    this.#guard = acted(this.#guard, pane, this.#now);
    this.#edit(activated(this.#layout, pane));
    this.#mind = null;
    this.#put(null);
  }

  /** The person goes to a pane: what they write then is begun there. */
  #goTo(pane: PaneId): void {
    this.#guard = acted(this.#guard, pane, this.#now);
    this.#edit(activated(this.#layout, pane));
    const field = this.#fieldOf(pane);
    if (this.#mind && !(field && isSame(this.#mind.field, field))) this.#mind = null;
    this.#put(field);
  }

  /** The person does something to the panes, and goes on in the active one. */
  #goOn(layout: Layout): void {
    this.#edit(layout);
    if (this.#layout.active) this.#goTo(this.#layout.active);
  }

  /** The caret is moved, and the person does not know. */
  #seize(pane: PaneId): void {
    this.#edit(activated(this.#layout, pane));
    this.#put(this.#fieldOf(pane));
  }

  #edit(layout: Layout): void {
    this.#layout = { ...layout, root: normalised(layout.root) };
    const caret = this.#caret;
    const seen = caret && shownPanes(this.#layout.root).find(({ id }) => id === caret.pane);
    const stays = seen?.kind === 'timeline' && seen.channel === caret?.channel;
    if (caret && !stays) this.#put(null);
  }

  #put(field: Field | null): void {
    if (this.#caret && field && isSame(this.#caret, field)) return;
    if (this.#caret) this.#guard = left(this.#guard, this.#caret, this.#now);
    this.#caret = field;
    if (field) this.#guard = came(this.#guard, field, this.#now);
  }

  #fieldOf(id: PaneId): Field | null {
    const pane = cellHolding(this.#layout.root, id)?.panes.find((each) => each.id === id);
    return pane?.kind === 'timeline' ? { pane: id, channel: pane.channel } : null;
  }

  #freshId(): PaneId {
    this.#made += 1;
    return PaneId.parse(`pane-${this.#made}`);
  }
}

function isSame(one: Field, other: Field): boolean {
  return one.pane === other.pane && one.channel === other.channel;
}

describe('a text that is sent', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('window', Object.assign(new EventTarget(), { setTimeout, clearTimeout }));
    vi.stubGlobal('document', new EventTarget());
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it(`lands where it was begun, in each of ${SEQUENCES} sequences; without the guard some do not`, () => {
    const engine = createFakeEngine();
    const channels = ['rates-eur', 'fx-spot', 'macro-news', 'lind'].map((name) => engine.channel(name));
    const run = (steps: readonly Step[], isGuarded: boolean): Desk => {
      const drafts = createDrafts(engine);
      const desk = new Desk(channels, drafts, isGuarded);
      for (const step of steps) desk.take(step);
      drafts.stop();
      return desk;
    };
    const totals = { guarded: { sends: 0, arms: 0 }, unguarded: { sends: 0, strays: 0 } };
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 8, maxLength: 30 }), (steps) => {
        const guarded = run(steps, true);
        expect(guarded.strays).toBe(0);
        totals.guarded.sends += guarded.sends;
        totals.guarded.arms += guarded.arms;
        const unguarded = run(steps, false);
        totals.unguarded.sends += unguarded.sends;
        totals.unguarded.strays += unguarded.strays;
      }),
      { numRuns: SEQUENCES },
    );
    expect(totals.guarded.sends).toBeGreaterThanOrEqual(3_000);
    expect(totals.guarded.arms).toBeGreaterThan(1_000);
    expect(totals.unguarded.strays).toBeGreaterThan(100);
  });
});
