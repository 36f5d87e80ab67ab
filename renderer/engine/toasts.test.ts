import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChannelView, EnginePushes, Shared } from '../../shared/engine-api.ts';
import type { ChannelEvent } from '../../shared/events.ts';
import { ChannelId, ChosenStatus, EventId, PersonId, Seq } from '../../shared/model.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { earnsToast, type ToastFacts } from './earns-toast.ts';
import { NO_STORE } from './shared-state.ts';
import { createToasts } from './toasts.ts';

const uuid = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const me = PersonId.parse(uuid(1));
const okoye = PersonId.parse(uuid(2));
const direct = ChannelId.parse(uuid(10));
const rates = ChannelId.parse(uuid(11));

function message(seq: number, more: { actor?: PersonId; at?: number; mentions?: PersonId[]; text?: string } = {}): ChannelEvent {
  const { actor = okoye, at = 1_000, mentions, text = `number ${seq}` } = more;
  const body = { text, ...(mentions ? { mentions } : {}) };
  return { seq: Seq.parse(seq), nth: seq, id: EventId.parse(uuid(1_000 + seq)), actor, at, kind: 'message', body };
}

const facts: ToastFacts = { me, kind: 'direct', read: Seq.parse(0), since: 500, chosen: 'available', attended: false };

describe('a message earns a toast', () => {
  test('when it is direct, or mentions this person', () => {
    expect(earnsToast(message(1), facts)).toBe('direct');
    expect(earnsToast(message(1, { mentions: [okoye, me] }), { ...facts, kind: 'persistent' })).toBe('mention');
    expect(earnsToast(message(1, { mentions: [me] }), { ...facts, kind: 'group' })).toBe('mention');
  });

  test.each<[string, ChannelEvent, Partial<ToastFacts>]>([
    ['of any other channel', message(1), { kind: 'persistent' }],
    ['that mentions somebody else', message(1, { mentions: [okoye] }), { kind: 'persistent' }],
    ["of one's own", message(1, { actor: me, mentions: [me] }), {}],
    ['while the person does not want to be disturbed', message(1), { chosen: 'dnd' }],
    ['that the person is looking at', message(1), { attended: true }],
    ['that was read elsewhere', message(7), { read: Seq.parse(7) }],
    ['from before the start', message(1, { at: 499 }), {}],
    ['that is no message', { ...message(1), kind: 'join', body: { person: me } }, {}],
    ['that was erased', { ...message(1), kind: 'erased', body: {} }, {}],
  ])('but none %s', (_what, event, other) => {
    expect(earnsToast(event, { ...facts, ...other })).toBeNull();
  });

  test('never an old one, a read one, an attended one or one of oneself, whatever else holds; and else always', () => {
    const cases = fc.record({
      event: fc
        .record({
          seq: fc.integer({ min: 1, max: 20 }),
          own: fc.boolean(),
          at: fc.integer({ min: 0, max: 1_000 }),
          mentioned: fc.boolean(),
        })
        .map(({ seq, own, at, mentioned }) => message(seq, { actor: own ? me : okoye, at, mentions: mentioned ? [me] : [] })),
      kind: fc.constantFrom('direct' as const, 'group' as const, 'persistent' as const),
      read: fc.integer({ min: 0, max: 20 }).map((seq) => Seq.parse(seq)),
      since: fc.integer({ min: 0, max: 1_000 }),
      chosen: fc.option(fc.constantFrom(...ChosenStatus.options)),
      attended: fc.boolean(),
    });
    fc.assert(
      fc.property(cases, ({ event, ...rest }) => {
        const { kind, read, since, chosen, attended } = rest;
        const why = earnsToast(event, { me, ...rest });
        const isNews = event.at >= since && event.seq > read && event.actor !== me;
        const meant = kind === 'direct' || (event.kind === 'message' && event.body.mentions?.includes(me));
        expect(why !== null).toBe(isNews && meant && !attended && chosen !== 'dnd');
        if (why !== null) expect(why).toBe(kind === 'direct' ? 'direct' : 'mention');
      }),
    );
  });
});

function view(id: ChannelId, kind: 'direct' | 'persistent', read = 0): ChannelView {
  const channel = {
    id,
    tenant: 'samples',
    kind,
    name: kind === 'direct' ? '' : 'rates-eur',
    topic: '',
    recorded: true,
    feed: false,
  };
  return {
    channel: { ...channel, tenant: channel.tenant as ChannelView['channel']['tenant'] },
    role: 'member',
    head: Seq.parse(50),
    headNth: 50,
    read: Seq.parse(read),
    readNth: read,
    mentions: 0,
    firms: [],
    unread: 0,
    behind: null,
  };
}

/** Toasts of an engine that knows two channels, and what it has told. */
function rig() {
  const clock = fakeClock();
  const told: { toasts: EnginePushes['toasts']['toasts']; reads: EnginePushes['reads']['reads'] } = { toasts: [], reads: [] };
  const pushed: string[] = [];
  const person = { id: okoye, firm: uuid(3), handle: 'okoye', name: 'Chidi Okoye', kind: 'person' } as Shared['people'][number];
  const state: Shared = {
    link: { state: 'connecting', since: 0 },
    me: null,
    channels: [view(direct, 'direct'), view(rates, 'persistent')],
    people: [person],
    firms: [],
    presences: [],
    outbox: [],
    settings: defaultSettings,
    store: NO_STORE,
    windows: 1,
  };
  const toasts = createToasts({
    clock,
    shared: { read: () => state },
    since: () => 500,
    tell(name, push) {
      pushed.push(name);
      if ('toasts' in push) told.toasts.push(...push.toasts);
      else told.reads.push(...push.reads);
      return true;
    },
  });
  const came = (channel: ChannelId, ...events: ChannelEvent[]) => {
    const found = state.channels.find((each) => each.channel.id === channel);
    if (found) toasts.came(me, found, events);
  };
  return { clock, told, pushed, state, toasts, came };
}

test('who said it, where, and what is told; what comes together is told together', async () => {
  const { clock, told, pushed, came } = rig();
  came(direct, message(1, { text: 'coffee\nafter Spain?' }));
  came(rates, message(1), message(2, { mentions: [me], text: '@mara can you show 50m?' }));
  expect(told.toasts).toEqual([]);
  await clock.advance(200);
  expect(told.toasts).toEqual([
    { channel: direct, seq: 1, why: 'direct', sender: 'Chidi Okoye', name: '', text: 'coffee after Spain?', action: false },
    {
      channel: rates,
      seq: 2,
      why: 'mention',
      sender: 'Chidi Okoye',
      name: 'rates-eur',
      text: '@mara can you show 50m?',
      action: false,
    },
  ]);
  expect(pushed).toEqual(['toasts']);
});

test('many that were missed are told in parts, and none is lost', async () => {
  const { clock, told, pushed, came } = rig();
  came(direct, ...Array.from({ length: 250 }, (_, at) => message(at + 1)));
  await clock.advance(200);
  expect(told.toasts).toHaveLength(250);
  expect(pushed).toEqual(['toasts', 'toasts', 'toasts']);
});

test('what is read before it is told earns none any more', async () => {
  const { clock, told, state, came } = rig();
  came(direct, message(1), message(2));
  state.channels = [view(direct, 'direct', 1), view(rates, 'persistent')];
  await clock.advance(200);
  expect(told.toasts.map(({ seq }) => seq)).toEqual([2]);
});

test('a channel that some window shows to a person who looks at it earns none, until that window is gone', async () => {
  const { clock, told, toasts, came } = rig();
  const [one, other] = [{}, {}];
  toasts.attend(one, [direct]);
  toasts.attend(other, [rates]);
  came(direct, message(1));
  toasts.attend(one, []);
  came(direct, message(2));
  came(rates, message(1, { mentions: [me] }));
  toasts.left(other);
  came(rates, message(2, { mentions: [me] }));
  await clock.advance(200);
  expect(told.toasts.map(({ channel, seq }) => [channel, seq])).toEqual([
    [direct, 2],
    [rates, 2],
  ]);
});

test('read marks are told when they have moved, all of them to a new anchor, and a channel that is left is read', async () => {
  const { clock, told, state, toasts } = rig();
  toasts.again();
  await clock.advance(200);
  expect(told.reads.splice(0)).toEqual([
    { channel: direct, read: 0 },
    { channel: rates, read: 0 },
  ]);
  state.channels = [view(direct, 'direct', 7), view(rates, 'persistent')];
  toasts.changed();
  await clock.advance(200);
  expect(told.reads.splice(0)).toEqual([{ channel: direct, read: 7 }]);
  state.channels = [view(rates, 'persistent')];
  toasts.changed();
  await clock.advance(200);
  expect(told.reads.splice(0)).toEqual([{ channel: direct, read: Number.MAX_SAFE_INTEGER }]);
  toasts.changed();
  await clock.advance(200);
  expect(told.reads).toEqual([]);
});
