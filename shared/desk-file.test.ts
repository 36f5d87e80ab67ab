import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DeskContents, deskFileFaults, MOST_PANES, readDeskFile, renewed, writeDeskFile } from './desk-file.ts';
import { LONGEST_DESK_FILE } from './desks.ts';
import { grid, type LayoutNode, type Pane, PaneId, panesOf } from './layout.ts';
import { ChannelId } from './model.ts';
import { FREE } from './window-form.ts';

const channel = (at: number) => ChannelId.parse(`0198a0c0-0000-7000-8000-${String(at).padStart(12, '0')}`);
const pane = (id: string, at: number): Pane => ({ kind: 'timeline', id: PaneId.parse(id), channel: channel(at) });
const bounds = { x: -1900, y: 40, width: 1200, height: 800 };
const contents: DeskContents = {
  windows: [
    {
      id: 'main',
      alwaysOnTop: true,
      layout: {
        version: 1,
        root: grid([pane('a', 1), pane('b', 2), { kind: 'empty', id: PaneId.parse('c') }], 2),
        active: PaneId.parse('b'),
      },
    },
    {
      id: 'window-2',
      alwaysOnTop: false,
      form: { ...FREE, kind: 'docked-right', dockWidth: 400 },
      layout: { version: 1, root: grid([pane('a', 1)], 1), active: null },
    },
  ],
  places: [
    {
      displays: ['1920x1080+0+0 @1 0° primary'],
      windows: {
        main: { bounds, state: 'maximized' },
        'window-2': { bounds, state: 'normal' },
        gone: { bounds, state: 'normal' },
      },
    },
  ],
};
const text = writeDeskFile('Morning · London', contents);
const faultOf = (given: string) => {
  const read = readDeskFile(given);
  return read.ok ? null : read.fault;
};
const changed = (change: (file: Record<string, unknown> & { windows: Record<string, unknown>[] }) => void): string => {
  const file = JSON.parse(text);
  change(file);
  return JSON.stringify(file);
};

describe('A7 the file of a desk', () => {
  test('is read as it was written, also with the mark that some editors put before it', () => {
    expect(readDeskFile(text)).toEqual({ ok: true, name: 'Morning · London', contents });
    expect(readDeskFile(`\uFEFF${text}`)).toEqual({ ok: true, name: 'Morning · London', contents });
  });

  test('that is none, is too new, too large or damaged is refused by what is wrong with it', () => {
    expect(faultOf('')).toBe('not-a-desk');
    expect(faultOf('hello')).toBe('not-a-desk');
    expect(faultOf('{"version":1}')).toBe('not-a-desk');
    expect(faultOf(text.slice(0, -30))).toBe('not-a-desk');
    expect(faultOf(changed((file) => (file.version = 2)))).toBe('too-new');
    expect(faultOf(text + ' '.repeat(LONGEST_DESK_FILE))).toBe('too-large');
    expect(faultOf(changed((file) => (file.windows = [])))).toBe('damaged');
    expect(faultOf(changed((file) => (file.name = 'two\nlines')))).toBe('damaged');
    expect(faultOf(changed((file) => (file.name = '   ')))).toBe('damaged');
    expect(faultOf(changed((file) => (file.windows = [file.windows[0] ?? {}, file.windows[0] ?? {}])))).toBe('damaged');
    expect(faultOf(changed((file) => Object.assign(file.windows[0] ?? {}, { id: '../x' })))).toBe('damaged');
  });

  test('with more panes than anybody can look at, or splits without end, is refused', () => {
    const many = (count: number): LayoutNode =>
      grid(
        Array.from({ length: count }, (_, at) => pane(`p${at}`, at)),
        64,
      );
    const withRoot = (root: unknown) =>
      changed((file) => Object.assign(file.windows[0] ?? {}, { layout: { version: 1, root, active: null } }));
    expect(faultOf(withRoot(many(MOST_PANES - 1)))).toBeNull();
    expect(faultOf(withRoot(many(MOST_PANES)))).toBe('damaged');
    const nested = (depth: number): unknown => {
      let node: unknown = many(1);
      for (let at = 0; at < depth; at += 1) node = { type: at % 2 ? 'row' : 'column', weight: 1, children: [node] };
      return node;
    };
    expect(faultOf(withRoot(nested(10)))).toBeNull();
    expect(faultOf(withRoot(nested(100)))).toBe('damaged');
    // As text: JSON.stringify itself would run out of stack.
    const deep = '{"type":"row","weight":1,"children":['.repeat(50_000);
    const end = ']}'.repeat(50_000);
    const hostile = text.replace(/"root": /, `"root": ${deep}`).slice(0, 3_000_000) + end;
    expect(deskFileFaults).toContain(faultOf(hostile));
    expect(faultOf('['.repeat(3_000_000))).toBe('not-a-desk');
  });

  test('tells no names of channels, only their ids', () => {
    expect(text).toContain(channel(1));
    expect([...text.matchAll(/"(\w+)":/g)].map(([, key]) => key)).not.toContain('title');
  });

  test('whatever has been done to it, is read whole or refused with a reason, and what is read fits its schema', () => {
    const cut = fc.nat(text.length).map((end) => text.slice(0, end));
    const spliced = fc
      .record({ at: fc.nat(text.length - 1), drop: fc.nat(20), by: fc.string({ maxLength: 8 }) })
      .map(({ at, drop, by }) => text.slice(0, at) + by + text.slice(at + drop));
    const values = text.match(/(?<=: )[^{[\n,]+/g) ?? [];
    const hostileValues = [
      'null',
      '-1',
      '1e400',
      '"../x"',
      '[]',
      '{}',
      '0.5',
      '""',
      '"__proto__"',
      '{"length":{"toString":1}}',
      '9e15',
    ];
    const swapped = fc
      .record({ value: fc.constantFrom(...values), by: fc.constantFrom(...hostileValues) })
      .map(({ value, by }) => text.replace(value, by));
    const keys = text.match(/"\w[\w-]*"(?=: )/g) ?? [];
    const rekeyed = fc
      .record({ key: fc.constantFrom(...keys), by: fc.constantFrom('"__proto__"', '"constructor"', '"x"', '""') })
      .map(({ key, by }) => text.replace(key, by));
    const named = fc.string().map((name) => text.replace('"Morning · London"', JSON.stringify(name)));
    let refused = 0;
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(named, cut, spliced, swapped, rekeyed, fc.json()), (spoilt) => {
        const found = readDeskFile(spoilt);
        if (!found.ok) {
          refused += 1;
          expect(deskFileFaults).toContain(found.fault);
          return;
        }
        read += 1;
        // What was read can be given on, and is the same there.
        expect(readDeskFile(writeDeskFile(found.name, found.contents))).toEqual(found);
        expect(Object.getPrototypeOf(found.contents.windows[0] ?? {})).toBe(Object.prototype);
        expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
    expect(refused).toBeGreaterThan(200);
    expect(read).toBeGreaterThan(50);
  });
});

describe('A7 a desk made once more', () => {
  let count = 0;
  const again = renewed(
    contents,
    () => `fresh-${count++}`,
    () => PaneId.parse(`pane-${count++}`),
  );

  test('has windows and panes of its own, in the same picture', () => {
    const before = contents.windows.flatMap(({ layout }) => panesOf(layout.root).map(({ id }) => id));
    const now = again.windows.flatMap(({ layout }) => panesOf(layout.root).map(({ id }) => id));
    expect(now).toHaveLength(before.length);
    expect(new Set(now).size).toBe(now.length);
    expect(now.filter((id) => before.includes(id))).toEqual([]);
    const anonymous = (given: DeskContents) =>
      given.windows.map(({ alwaysOnTop, form, layout }) => [
        alwaysOnTop,
        form,
        JSON.stringify(layout.root).replace(/"id":"[^"]+"/g, '"id":""'),
      ]);
    expect(anonymous(again)).toEqual(anonymous(contents));
    expect(again.windows.map(({ layout }) => panesOf(layout.root).findIndex(({ id }) => id === layout.active))).toEqual([1, -1]);
  });

  test('knows of a pane that came from another window of it where it belongs, and of none that came from elsewhere', () => {
    const spot = (id: string) => ({ side: 'left' as const, beside: [PaneId.parse(id), PaneId.parse('closed')], share: 0.5 });
    const torn: DeskContents['windows'][number] = {
      id: 'window-2',
      alwaysOnTop: false,
      layout: { version: 1, root: grid([{ ...pane('x', 1), came: { nth: 1, from: 'main', spot: spot('b') } }], 1), active: null },
    };
    const moved: DeskContents = { windows: [...contents.windows.slice(0, 1), torn], places: [] };
    const [main, again] = renewed(
      moved,
      () => `fresh-${count++}`,
      () => PaneId.parse(`pane-${count++}`),
    ).windows;
    const [first] = again ? panesOf(again.layout.root) : [];
    expect(first?.came).toEqual({
      nth: 1,
      from: main?.id,
      spot: { side: 'left', beside: [main && panesOf(main.layout.root)[1]?.id], share: 0.5 },
    });
    const [alone] = renewed(
      { windows: [torn], places: [] },
      () => 'w',
      () => PaneId.parse('p'),
    ).windows;
    expect(alone && panesOf(alone.layout.root).map(({ came }) => came)).toEqual([undefined]);
  });

  test('stands where the first one stood, and brings no place of a window that it has not', () => {
    const [one, two] = again.windows;
    expect(again.places).toEqual([
      {
        displays: contents.places[0]?.displays,
        windows: { [one?.id ?? '']: { bounds, state: 'maximized' }, [two?.id ?? '']: { bounds, state: 'normal' } },
      },
    ]);
  });
});
