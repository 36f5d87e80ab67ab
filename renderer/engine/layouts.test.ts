import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EnginePushes } from '../../shared/engine-api.ts';
import { LAYOUT_VERSION, Layout, type LayoutNode, type Pane, PaneId, panesOf } from '../../shared/layout.ts';
import { cellOf } from '../../shared/layout-tree.ts';
import { docked, withoutPanes } from '../../shared/pane-moves.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { channelNamed } from '../testing/log-of.ts';
import { createLayouts } from './layouts.ts';
import type { AttachedPort } from './ports.ts';
import { accountKey, memoryKept } from './store/kept.ts';

const mara = accountKey('http://127.0.0.1:1', 'mara');
const place = PaneId.parse('place');
const pane = (name: string): Pane => ({ kind: 'timeline', id: PaneId.parse(name), channel: channelNamed('rates') });
const layoutOf = (...names: string[]): Layout => {
  const children = names.map((name): LayoutNode => cellOf(pane(name)));
  return { version: LAYOUT_VERSION, root: { type: 'row', weight: 1, children }, active: null };
};
const idsOf = (layout: unknown): string[] => {
  const read = Layout.safeParse(layout);
  return read.success ? panesOf(read.data.root).flatMap(({ id, kind }) => (kind === 'empty' ? [] : [id])) : [];
};

/** A machine with windows that do what they are told, each when `hear` is called for it. */
function desk() {
  const kept = memoryKept();
  const clock = fakeClock();
  const pages = new Map<string, { layout: Layout; heard: (() => void)[]; port: Pick<AttachedPort, 'push'> }>();
  let ids = 0;
  const told: string[] = [];
  const layouts = createLayouts({
    kept: async () => kept,
    ports: {
      // Of a port only what is pushed matters here.
      named: (window) => pages.get(window)?.port as AttachedPort | undefined,
      windows: () => new Set(pages.keys()),
    },
    clock,
    log: () => {},
    newId: () => `empty ${ids++}`,
  });
  const attach = (window: string): void => {
    const page = {
      layout: layoutOf('unloaded'),
      heard: [] as (() => void)[],
      port: {
        push(name: string, push: unknown, delivered?: () => void) {
          told.push(`${window} ${name}`);
          page.heard.push(() => {
            if (name === 'left') {
              const { panes } = push as EnginePushes['left'];
              page.layout = withoutPanes(page.layout, panes, place);
            } else if (name === 'docked') {
              const { cell, spot } = push as EnginePushes['docked'];
              page.layout = docked(page.layout, cell, spot);
            }
            delivered?.();
          });
        },
      },
    };
    pages.set(window, page);
  };
  const settle = async (): Promise<void> => {
    for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
  };
  const hear = async (window: string): Promise<void> => {
    await settle();
    for (const hearing of pages.get(window)?.heard.splice(0) ?? []) hearing();
    await settle();
  };
  const all = async (): Promise<void> => {
    for (let turns = 0; turns < 4; turns += 1) for (const window of pages.keys()) await hear(window);
  };
  const shown = (window: string) => idsOf(pages.get(window)?.layout);
  const stored = async (window: string) => idsOf(await kept.layout(mara, window));
  const save = (window: string, layout = pages.get(window)?.layout ?? layoutOf()) => layouts.save(mara, window, layout);
  return {
    layouts,
    kept,
    clock,
    told,
    pages,
    attach,
    hear,
    all,
    settle,
    shown,
    stored,
    save,
    /** A window that is open and shows its layout. */
    async open(window: string, ...names: string[]): Promise<void> {
      attach(window);
      const page = pages.get(window);
      if (names.length > 0) await kept.saveLayout(mara, window, layoutOf(...names));
      const loading = layouts.load(mara, window);
      await all();
      const { layout } = await loading;
      if (page && layout) page.layout = layout;
    },
    die(window: string): void {
      pages.delete(window);
      layouts.gone(window);
    },
    move: (from: string, to: string, name: string, asker = from) =>
      layouts.move(mara, asker, { from, to, cell: cellOf(pane(name)), spot: null }),
  };
}

describe('A3 a pane that moves between windows', () => {
  test('is stored in the other window before its own is told to let go, and shown there once that has', async () => {
    const { open, move, hear, told, stored, shown } = desk();
    await open('one', 'a', 'b');
    await open('two', 'c');
    const moving = move('one', 'two', 'a');
    await hear('two');
    expect([await stored('one'), await stored('two')]).toEqual([['b'], ['c', 'a']]);
    expect(told).toEqual(['one left']);
    await hear('one');
    expect(told).toEqual(['one left', 'two docked']);
    await hear('two');
    expect(await moving).toEqual({ opened: true });
    expect([shown('one'), shown('two')]).toEqual([['b'], ['c', 'a']]);
  });

  test('comes with what was written in it until its window let go', async () => {
    const { open, move, hear, kept, pages } = desk();
    await open('one', 'a', 'b');
    await open('two', 'c');
    void move('one', 'two', 'a');
    await hear('never');
    const draft = { pane: PaneId.parse('a'), channel: channelNamed('rates'), text: 'the last key', at: 1 };
    await kept.saveDraft(mara, draft);
    const pushes: unknown[] = [];
    const two = pages.get('two');
    if (two) two.port.push = (_name, push) => void pushes.push(push);
    await hear('one');
    expect(pushes).toMatchObject([{ drafts: [draft] }]);
  });

  test('stays with its window, on the disk too, until the new one loads', async () => {
    const { open, move, all, attach, layouts, stored, shown, pages } = desk();
    await open('one', 'a', 'b');
    expect(await move('one', 'torn-1', 'a')).toEqual({ opened: false });
    expect([await stored('one'), shown('one'), await stored('torn-1')]).toEqual([['a', 'b'], ['a', 'b'], ['a']]);
    attach('torn-1');
    const loading = layouts.load(mara, 'torn-1');
    await all();
    const { layout } = await loading;
    expect(idsOf(layout)).toEqual(['a']);
    expect([await stored('one'), shown('one')]).toEqual([['b'], ['b']]);
    const arrived = layout && panesOf(layout.root)[0];
    expect(arrived?.came).toEqual({ nth: 1, from: 'one', spot: { side: 'left', beside: ['b'], share: 0.5 } });
    expect(pages.has('torn-1')).toBe(true);
  });

  test('is not lost when the other window saves before it knows of it', async () => {
    const { open, move, all, hear, save, stored, shown } = desk();
    await open('one', 'a', 'b');
    await open('two', 'c');
    const moving = move('one', 'two', 'a');
    await hear('one');
    await save('two');
    expect(await stored('two')).toEqual(['c', 'a']);
    await all();
    await moving;
    // Once it knows of it, it may close it.
    await save('two', layoutOf('c'));
    expect(await stored('two')).toEqual(['c']);
    expect(shown('two')).toEqual(['c', 'a']);
  });

  test('is not doubled when its former window saves before it knows', async () => {
    const { open, move, hear, all, save, stored } = desk();
    await open('one', 'a', 'b');
    await open('two', 'c');
    const moving = move('one', 'two', 'a');
    await hear('two');
    void save('one');
    await all();
    await moving;
    expect([await stored('one'), await stored('two')]).toEqual([['b'], ['c', 'a']]);
  });

  test('does not wait for a window that hangs', async () => {
    const { open, move, settle, hear, clock, told } = desk();
    await open('one', 'a', 'b');
    await open('two', 'c');
    const moving = move('one', 'two', 'a');
    await settle();
    expect(told).toEqual(['one left']);
    await clock.advance(1_000);
    await hear('two');
    expect(await moving).toEqual({ opened: true });
  });

  test('moves once, though it is asked twice; and not out of a window that has it no more', async () => {
    const { open, move, all, stored, kept } = desk();
    await open('one', 'a', 'b');
    await open('two', 'c');
    await open('three', 'd');
    const twice = [move('one', 'two', 'a'), move('one', 'two', 'a')];
    await all();
    await Promise.all(twice);
    expect(await stored('two')).toEqual(['c', 'a']);
    const saved = Layout.parse(await kept.layout(mara, 'two'));
    expect(panesOf(saved.root).map(({ came }) => came?.nth)).toEqual([undefined, 1]);
    // A drop that comes late.
    await expect(move('one', 'three', 'a', 'three')).rejects.toMatchObject({ code: 'not-found' });
    await expect(move('one', 'two', 'b', 'three')).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await stored('three')).toEqual(['d']);
  });

  test('a closed window’s layout is forgotten, once its page is gone', async () => {
    const { open, layouts, die, settle, stored } = desk();
    await open('one', 'a');
    await layouts.forget(mara, 'one');
    expect(await stored('one')).toEqual(['a']);
    die('one');
    await settle();
    expect(await stored('one')).toEqual([]);
  });

  test('none is lost or doubled, whatever moves where, whoever dies, saves late or comes back', async () => {
    const windows = ['one', 'two', 'three'];
    const step = fc.record({
      do: fc.constantFrom('move', 'move', 'move', 'tear', 'hear', 'save', 'die', 'back'),
      which: fc.nat(),
      other: fc.nat(),
      pane: fc.nat(),
    });
    let moves = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
        const { open, move, all, hear, save, die, pages, shown, stored, attach, layouts, settle } = desk();
        const names = ['a', 'b', 'c', 'd', 'e', 'f'];
        await open('one', 'a', 'b');
        await open('two', 'c', 'd');
        await open('three', 'e', 'f');
        const known = [...windows];
        let torns = 0;
        for (const { do: what, which, other, pane: at } of steps) {
          const window = known[which % known.length] ?? 'one';
          const to = known[other % known.length] ?? 'one';
          const own = shown(window);
          const name = own[at % Math.max(1, own.length)];
          if (what === 'move' && name && to !== window && pages.has(to) && pages.has(window)) {
            // Refused while the other is not ready; that is no loss.
            void move(window, to, name).catch(() => {});
            moves += 1;
          } else if (what === 'tear' && name && pages.has(window)) {
            torns += 1;
            const torn = `torn-${torns}`;
            // A pane that is on its way elsewhere does not move twice; and not every window that is asked for comes.
            const stays = await move(window, torn, name).then(
              () => false,
              () => true,
            );
            if (!stays && other % 3 > 0) known.push(torn);
          } else if (what === 'hear') await hear(window);
          else if (what === 'save' && pages.has(window)) void save(window);
          else if (what === 'die') die(window);
          else if (what === 'back' && !pages.has(window)) {
            attach(window);
            const loading = layouts.load(mara, window);
            await all();
            const { layout } = await loading;
            const page = pages.get(window);
            if (layout && page) page.layout = layout;
          }
          await settle();
        }
        await all();
        // Whoever is away comes back.
        for (const window of known) {
          if (pages.has(window)) continue;
          attach(window);
          const loading = layouts.load(mara, window);
          await all();
          const { layout } = await loading;
          const page = pages.get(window);
          if (layout && page) page.layout = layout;
        }
        await all();
        const inAll = known.flatMap((window) => shown(window).filter((name) => names.includes(name)));
        expect(inAll.toSorted()).toEqual(names);
        const onDisk = await Promise.all(known.map((window) => stored(window)));
        expect(onDisk.flat().toSorted()).toEqual(names);
      }),
      { numRuns: 150 },
    );
    expect(moves).toBeGreaterThan(150);
  });
});
