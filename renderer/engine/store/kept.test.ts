import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, test } from 'vitest';
import type { OutboxItem } from '../../../shared/engine-api.ts';
import { PaneId } from '../../../shared/layout.ts';
import { EventId, Seq } from '../../../shared/model.ts';
import { channelNamed } from '../../testing/log-of.ts';
import { MOST_ADRIFT } from '../forgettable.ts';
import { accountKey, type Kept, memoryKept } from './kept.ts';
import { openKept } from './kept-dexie.ts';

const mara = accountKey('http://127.0.0.1:1', 'mara');
const okoye = accountKey('http://127.0.0.1:1', 'okoye');
const channel = channelNamed('rates');
const pane = PaneId.parse('pane');
const item = (n: number): OutboxItem => ({
  id: EventId.parse(`00000000-0000-7000-8000-00000000000${n}`),
  channel,
  body: { text: `words ${n}` },
  queuedAt: n,
  state: 'queued',
});
const options = () => ({ indexedDB: new IDBFactory(), IDBKeyRange });

describe.each<[string, () => Promise<Kept>]>([
  ['on disk', () => openKept('k', options())],
  ['in memory', async () => memoryKept()],
])('what is kept %s', (_where, open) => {
  test('unsent messages come back in order, and only to the one who wrote them', async () => {
    const kept = await open();
    await kept.saveItem(mara, { order: 2, item: item(1) });
    await kept.saveItem(mara, { order: 1, item: item(2) });
    await kept.saveItem(okoye, { order: 1, item: item(3) });
    expect((await kept.outbox(mara)).items.map((each) => each.item.id)).toEqual([item(2).id, item(1).id]);
    await kept.removeItem(mara, item(2).id);
    expect((await kept.outbox(mara)).items).toHaveLength(1);
    kept.close();
  });

  test('B6 a draft stays until it is sent, then goes with the queueing', async () => {
    const kept = await open();
    await kept.saveDraft(mara, { pane, channel, text: 'half a sen', at: 1 });
    expect(await kept.drafts(okoye)).toEqual([]);
    expect(await kept.drafts(mara)).toEqual([{ pane, channel, text: 'half a sen', at: 1 }]);
    await kept.saveItem(mara, { order: 1, item: item(1) }, { pane, channel });
    expect(await kept.drafts(mara)).toEqual([]);
    kept.close();
  });

  test('B6 a draft whose pane no window shows any more is taken over by the next one of its channel, once', async () => {
    const kept = await open();
    const [gone, shown, opened] = [pane, PaneId.parse('shown'), PaneId.parse('opened')];
    await kept.saveDraft(mara, { pane: gone, channel, text: 'begun', at: 1 });
    await kept.saveDraft(mara, { pane: shown, channel, text: 'in another window', at: 2 });
    await kept.saveDraft(okoye, { pane: gone, channel, text: 'hers', at: 3 });
    const cell = { type: 'tabs', selected: 0, weight: 1, panes: [{ kind: 'timeline', id: shown, channel }] };
    await kept.saveLayout(mara, 'other', { version: 1, root: cell, active: null });
    await kept.saveLayout(okoye, 'main', {
      version: 1,
      root: { ...cell, panes: [{ kind: 'timeline', id: gone, channel }] },
      active: null,
    });
    expect(await kept.takeDraft(mara, { pane: opened, channel })).toEqual({ pane: gone, channel, text: 'begun', at: 1 });
    expect((await kept.drafts(mara)).map((draft) => [draft.pane, draft.text]).sort()).toEqual([
      [opened, 'begun'],
      [shown, 'in another window'],
    ]);
    const root = { ...cell, panes: [{ kind: 'timeline', id: opened, channel }] };
    await kept.saveLayout(mara, 'main', { version: 1, root, active: null });
    expect(await kept.takeDraft(mara, { pane: PaneId.parse('third'), channel })).toBeUndefined();
    expect(await kept.takeDraft(okoye, { pane: opened, channel })).toBeUndefined();
    kept.close();
  });

  test('A5 the place of a pane comes back, only to the one whose pane it is; what is asked for and not there is left out', async () => {
    const kept = await open();
    const place = { pane, channel, anchor: { seq: Seq.parse(40), top: 12.5 }, unreadAfter: Seq.parse(44), selection: null };
    await kept.savePlaces(mara, [place, { ...place, pane: PaneId.parse('second') }], 1);
    await kept.savePlaces(mara, [{ ...place, selection: [2, 5] }], 2);
    expect(await kept.places(mara, [pane, PaneId.parse('third')])).toEqual([{ ...place, selection: [2, 5] }]);
    expect(await kept.places(okoye, [pane])).toEqual([]);
    kept.close();
  });

  test('the places of panes that are gone are forgotten in time, those of panes that are shown never', async () => {
    const kept = await open();
    const place = { channel, anchor: null, unreadAfter: null, selection: null };
    const shown = { type: 'tabs', selected: 0, weight: 1, panes: [{ kind: 'timeline', id: pane, channel }] };
    await kept.saveLayout(mara, 'main', { version: 1, root: shown, active: null });
    await kept.savePlaces(mara, [{ ...place, pane }], 0);
    const gone = Array.from({ length: MOST_ADRIFT + 5 }, (_, at) => PaneId.parse(`gone ${at}`));
    for (const [at, each] of gone.entries()) await kept.savePlaces(mara, [{ ...place, pane: each }], at);
    expect(await kept.places(mara, gone)).toHaveLength(MOST_ADRIFT);
    expect(await kept.places(mara, gone.slice(0, 5))).toEqual([]);
    expect(await kept.places(mara, [pane])).toHaveLength(1);
    kept.close();
  });

  test('each window has a layout of its own; nothing saved is null', async () => {
    const kept = await open();
    await kept.saveLayout(mara, 'one', { a: 1 });
    expect(await kept.layout(mara, 'one')).toEqual({ a: 1 });
    expect(await kept.layout(mara, 'two')).toBeNull();
    expect(await kept.settings('http://127.0.0.1:1')).toBeNull();
    kept.close();
  });
});

test('an unsent message that cannot be read is left where it is, and told', async () => {
  const own = options();
  const kept = await openKept('k', own);
  await kept.saveItem(mara, { order: 1, item: item(1) });
  const db = await new Dexie('k', own).open();
  await db.table('outbox').put({ account: mara, id: 'x', order: 2, item: { from: 'the future' } });
  const { items, unreadable } = await kept.outbox(mara);
  expect(items).toHaveLength(1);
  expect(unreadable).toBe(1);
  expect(await db.table('outbox').count()).toBe(2);
  db.close();
  kept.close();
});
