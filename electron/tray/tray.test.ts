import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ChannelId, type ChosenStatus, PresenceStatus } from '../../shared/model.ts';
import { nobody, type TrayModel } from '../../shared/tray-model.ts';
import { openWords } from '../words/words.ts';
import { endOf, spans } from './dnd-end.ts';
import { type Face, faceOf, tooltipOf } from './face.ts';
import { type TrayActs, type TrayView, trayMenu } from './menu.ts';
import { draw } from './picture.ts';

const MINUTE = 60_000;
const noon = new Date(2026, 10, 27, 12, 0).getTime();
const none = { unread: 0, mentions: 0 };
const rates = ChannelId.parse('0d4c2b1e-6f2b-4a53-9f5d-0a6c8d5b7e11');
const mara: TrayModel = { ...nobody, link: 'online', name: 'Mara Voss', status: 'available' };

describe('"do not disturb" for a while', () => {
  test('ends after half an hour, after an hour, or in the morning', () => {
    expect(endOf('half-hour', noon)).toBe(noon + 30 * MINUTE);
    expect(endOf('hour', noon)).toBe(noon + 60 * MINUTE);
    expect(endOf('morning', noon)).toBe(new Date(2026, 10, 28, 8).getTime());
    expect(endOf('morning', new Date(2026, 10, 27, 5).getTime())).toBe(new Date(2026, 10, 28, 8).getTime());
  });

  test('asked for in the night, until the morning that is coming', () => {
    expect(endOf('morning', new Date(2026, 10, 27, 1, 30).getTime())).toBe(new Date(2026, 10, 27, 8).getTime());
  });

  test('always ends, later than it was asked for, within a day and a half, and in the morning at eight by the clock', () => {
    const moments = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) });
    fc.assert(
      fc.property(moments, fc.constantFrom(...spans), (now, span) => {
        const end = endOf(span, now);
        expect(end).toBeGreaterThan(now);
        expect(end - now).toBeLessThan(36 * 60 * MINUTE);
        if (span === 'morning') expect(new Date(end).getHours()).toBe(8);
      }),
    );
  });
});

describe('the icon', () => {
  const faces = PresenceStatus.options.flatMap((status) =>
    (['nothing', 'unread', 'mention'] as const).map((waits): Face => ({ status, waits })),
  );

  test.each([16, 24, 32, 64])('is another for each presence and for what waits, by its shape alone, at %i px', (size) => {
    const drawn = faces.map((face) => draw(face, size, true));
    for (const [at, one] of drawn.entries()) {
      for (const [with_, other] of drawn.slice(at + 1).entries()) {
        let differing = 0;
        for (let pixel = 3; pixel < one.length; pixel += 4)
          if (Math.abs((one[pixel] ?? 0) - (other[pixel] ?? 0)) > 96) differing += 1;
        const names = [faces[at], faces[at + 1 + with_]].map((face) => `${face?.status}/${face?.waits}`).join(' and ');
        expect(differing / (size * size), names).toBeGreaterThan(0.02);
      }
    }
    expect(drawn).toHaveLength(30);
  });

  test('is a bitmap whose colours are no brighter than they are opaque', () => {
    for (const face of faces) {
      const bitmap = draw(face, 22);
      expect(bitmap).toHaveLength(22 * 22 * 4);
      for (let at = 0; at < bitmap.length; at += 4)
        for (const channel of [0, 1, 2]) expect(bitmap[at + channel]).toBeLessThanOrEqual(bitmap[at + 3] ?? 0);
    }
  });

  test('shows nobody as there who has no connection', () => {
    expect(faceOf(mara, none)).toEqual({ status: 'available', waits: 'nothing' });
    expect(faceOf({ ...mara, link: 'offline' }, none).status).toBe('offline');
    expect(faceOf({ ...mara, link: 'signed-out' }, none).status).toBe('unknown');
    expect(faceOf(mara, { unread: 3, mentions: 0 }).waits).toBe('unread');
    expect(faceOf(mara, { unread: 3, mentions: 1 }).waits).toBe('mention');
  });

  test('says the same in words', () => {
    const words = openWords();
    expect(tooltipOf(mara, { unread: 14, mentions: 2 }, words)).toBe('Mullion · Available · 2 mentions, 14 unread');
    expect(tooltipOf({ ...mara, link: 'offline' }, none, words)).toBe('Mullion · Not connected; it is tried again');
    words.speak('de');
    expect(tooltipOf({ ...mara, status: 'dnd' }, { unread: 1, mentions: 1 }, words)).toBe(
      'Mullion · Nicht stören · 1 Erwähnung, 1 ungelesen',
    );
  });
});

describe('the menu', () => {
  const view: TrayView = {
    model: mara,
    totals: none,
    presenting: false,
    undisturbedUntil: null,
    desks: { list: () => [], current: () => null },
    now: noon,
  };

  function acting(): { act: TrayActs; done: unknown[][] } {
    const done: unknown[][] = [];
    const note =
      (what: string) =>
      (...given: unknown[]): void =>
        void done.push([what, ...given]);
    const act: TrayActs = {
      choose: note('choose'),
      disturbNotUntil: note('disturbNotUntil'),
      present: note('present'),
      reveal: note('reveal'),
      switchDesk: note('switchDesk'),
      open: note('open'),
      newWindow: note('newWindow'),
      signOut: note('signOut'),
      quit: note('quit'),
    };
    return { act, done };
  }

  type Item = ReturnType<typeof trayMenu>[number];
  const inside = (item: Item | undefined): Item[] => (Array.isArray(item?.submenu) ? item.submenu : []);
  const labels = (items: readonly Item[]): string[] => items.map((item) => item.label ?? '—');
  const menu = (more: Partial<TrayView> = {}, act = acting().act) => trayMenu({ ...view, ...more }, openWords(), act);
  const click = (items: readonly Item[], begins: string): void => {
    const item = items.find(({ label = '' }) => label.startsWith(begins));
    if (item?.click === undefined) throw new Error(`There is no "${begins}" to click.`);
    // Nothing of what Electron hands over is looked at.
    Reflect.apply(item.click, undefined, []);
  };

  test('of someone who is not signed in offers nothing that needs it', () => {
    expect(labels(menu({ model: nobody }))).toEqual(['Not signed in', '—', 'Open Mullion', 'New Window', '—', 'Quit']);
  });

  test('offers every presence that can be chosen, and marks what was chosen rather than what is shown in its place', () => {
    const { act, done } = acting();
    const items = menu({ model: { ...mara, status: 'away', chosen: 'available' } }, act);
    expect(labels(items)).toContain('Mara Voss: Away');
    const presence = inside(items.find(({ label }) => label === 'Presence'));
    expect(presence.filter(({ checked }) => checked).map(({ label }) => label)).toEqual(['Available']);
    click(presence, 'Busy');
    expect(done).toEqual([['choose', 'busy' satisfies ChosenStatus]]);
  });

  test('without a connection no presence can be chosen: nobody could be told', () => {
    const presence = menu({ model: { ...mara, link: 'offline' } }).find(({ label }) => label === 'Presence');
    expect(presence?.enabled).toBe(false);
  });

  test('says until when nobody disturbs, in the words of the day, and ends it', () => {
    const { act, done } = acting();
    const today = menu({ undisturbedUntil: noon + 90 * MINUTE }, act);
    const entry = today.find(({ label = '' }) => label.startsWith('Do not disturb'));
    expect(entry?.label).toBe('Do not disturb until 13:30');
    click(inside(entry), 'End it now');
    expect(done).toEqual([['disturbNotUntil', null]]);
    expect(labels(menu({ undisturbedUntil: endOf('morning', noon) }))).toContain('Do not disturb until Sat 08:00');
  });

  test('lists channels with something unread as they came, and says how many there are besides', () => {
    const { act, done } = acting();
    const channels = [
      { id: rates, name: 'R&D __notes__', direct: false, unread: 14, mentions: 2 },
      { id: rates, name: 'x'.repeat(60), direct: true, unread: 1, mentions: 0 },
    ];
    const items = menu({ model: { ...mara, channels, more: 3 }, totals: { unread: 40, mentions: 2 } }, act);
    expect(labels(items)).toEqual(
      expect.arrayContaining([
        '2 mentions, 40 unread',
        '#R&&D __notes__: 2 mentions, 14 unread',
        '3 more conversations with something unread',
      ]),
    );
    expect(labels(items).some((label) => label === `${'x'.repeat(39)}…: 1 unread`)).toBe(true);
    click(items, '#R&&D');
    expect(done).toEqual([['reveal', rates]]);
  });

  test('offers desks where there are some to choose from', () => {
    const { act, done } = acting();
    const desksOf = (...names: string[]): TrayView['desks'] => ({
      list: () => names.map((name) => ({ id: name.toLowerCase(), name })),
      current: () => 'eur',
    });
    expect(labels(menu({ desks: desksOf('EUR') }))).not.toContain('Desks');
    const desks = inside(menu({ desks: desksOf('EUR', 'USD') }, act).find(({ label }) => label === 'Desks'));
    expect(desks.map(({ label, checked }) => [label, checked])).toEqual([
      ['EUR', true],
      ['USD', false],
    ]);
    click(desks, 'USD');
    expect(done).toEqual([['switchDesk', 'usd']]);
  });

  test('turns presenting on and off', () => {
    const { act, done } = acting();
    for (const presenting of [false, true]) click(menu({ presenting }, act), 'Presenting');
    expect(done).toEqual([
      ['present', true],
      ['present', false],
    ]);
  });
});
