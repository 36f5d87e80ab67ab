import { describe, expect, test } from 'vitest';
import { MullionError } from '../../shared/errors.ts';
import { Seq } from '../../shared/model.ts';
import type { CallInput, ChannelState } from '../../shared/protocol.ts';
import { createFakeEngine } from '../client/fake-engine.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { fakeWire } from '../testing/fake-wire.ts';
import { channelNamed, logOf, personNamed } from '../testing/log-of.ts';
import { createBackfill, messagesIn } from './backfill.ts';
import { createBook } from './channels.ts';
import { createConnection } from './connection.ts';
import { createLogs } from './logs.ts';
import { createSharedState } from './shared-state.ts';
import { memoryHistory } from './store/history.ts';
import { createWriter } from './writer.ts';

const fake = createFakeEngine();
const [view] = fake.shared().channels;
if (!view) throw new Error('the script has no channel');
const { unread: _unread, behind: _behind, ...scripted } = view;
const names = ['a', 'b', 'c', 'd', 'e', 'f'].map(channelNamed);
const log = logOf(3000);
const head = log.at(-1);
if (!head) throw new Error('no head');

const stateOf = (id: (typeof names)[number], to: typeof head): ChannelState => ({
  ...scripted,
  channel: { ...scripted.channel, id },
  head: to.seq,
  headNth: to.nth,
  read: Seq.parse(0),
  readNth: 0,
});

/** Channels of which the first ten events are held and the server has three thousand. */
async function setUp(history: (input: CallInput<'history'>) => typeof log, open = new Set<(typeof names)[number]>()) {
  const clock = fakeClock();
  const wire = fakeWire();
  const asked: CallInput<'history'>[] = [];
  const shared = createSharedState({ state: 'signed-out' }, () => {});
  const nothing = () => {};
  const connection = createConnection({
    server: 'http://127.0.0.1:1',
    client: 'test',
    openWire: wire.open,
    clock,
    random: () => 0,
    log: nothing,
    authorize: async () => ({ access: 'a', accessExpiresAt: 0, now: 0, me: fake.person('mara') }),
    maySignIn: () => true,
    onState: nothing,
    onPush: {
      events: nothing,
      heads: nothing,
      channel: nothing,
      gone: nothing,
      presence: nothing,
      read: nothing,
      resync: nothing,
      condition: nothing,
      bye: nothing,
    },
  });
  connection.start();
  await clock.advance(0);
  wire.up();
  const store = memoryHistory();
  const writer = createWriter(store, clock, nothing);
  const logs = createLogs(store, writer, new Map());
  const book = createBook({ me: personNamed('me'), logs, writer, shared, saved: [], onEvents: nothing });
  const first = log[9];
  if (!first) throw new Error('no event');
  for (const name of names) {
    book.describe(stateOf(name, first));
    book.take(name, log.slice(0, 10));
    book.describe(stateOf(name, head ?? first));
  }
  const backfill = createBackfill({
    book,
    logs,
    connection,
    people: { learn: nothing },
    clock,
    log: nothing,
    openChannels: () => open,
  });
  /** Answers what waits, one page at a time, until nothing waits any more; returns how many were answered. */
  async function serve(most = Number.POSITIVE_INFINITY): Promise<number> {
    let served = 0;
    for (; served < most; served += 1) {
      await clock.advance(0);
      const call = wire.last().calls.shift();
      if (!call) break;
      const input: CallInput<'history'> = fakeInput(call.input);
      asked.push(input);
      try {
        call.answer({ ok: true, value: { events: history(input), people: [], head: head?.seq } });
      } catch (error) {
        call.answer({ ok: false, error: error instanceof MullionError ? error.problem : null });
      }
    }
    await clock.advance(0);
    return served;
  }
  const behind = (name: (typeof names)[number]) => shared.read().channels.find(({ channel }) => channel.id === name)?.behind;
  return { clock, book, backfill, asked, serve, behind, connection };
}

/** What the connection sends is typed where it is sent; the wire carries it unchecked. */
function fakeInput(input: unknown): CallInput<'history'> {
  if (typeof input !== 'object' || input === null || !('channel' in input) || !('before' in input) || !('limit' in input))
    throw new Error('not a history call');
  const channel = names.find((name) => name === input.channel);
  if (!channel) throw new Error('another channel');
  return { channel, before: Seq.parse(input.before), limit: Number(input.limit) };
}
const page = ({ before = Seq.parse(0), limit }: CallInput<'history'>) => log.filter(({ seq }) => seq < before).slice(-limit);
const [one] = names;
if (!one) throw new Error('no channel');

describe('filling gaps', () => {
  test('D8 the newest page comes first, what is behind is stated exactly, and in the end nothing is missing', async () => {
    const { backfill, serve, behind, asked, book } = await setUp(page);
    backfill.look(one, 'now', 1234);
    await serve(0);
    expect(behind(one)).toEqual({ messages: (head?.nth ?? 0) - 8, since: 1234 });
    await serve(1);
    expect(asked).toEqual([{ channel: one, before: 3001, limit: 500 }]);
    expect(behind(one)?.messages).toBe(log.filter(({ seq, kind }) => kind === 'message' && seq > 10 && seq <= 2500).length);
    await serve();
    expect(asked.map(({ before }) => before)).toEqual([3001, 2501, 2001, 1501, 1001, 501]);
    expect(behind(one)).toBeNull();
    expect(book.missing(one)).toEqual([]);
  });

  test('channels that are open go before the others, a few at a time', async () => {
    const last = names.slice(-1);
    const { backfill, serve, asked } = await setUp(page, new Set(last));
    for (const name of names) backfill.look(name, 'now');
    await serve();
    const order = [...new Set(asked.map(({ channel }) => channel))];
    expect(order.indexOf(last[0] ?? one)).toBeLessThanOrEqual(4);
    expect(asked).toHaveLength(names.length * 6);
  });

  test('a server that gives nothing of a gap is not asked for it again before the next connection', async () => {
    const { clock, backfill, serve, behind, asked } = await setUp(() => []);
    backfill.look(one, 'now');
    expect(await serve()).toBe(1);
    backfill.look(one, 'now');
    await clock.advance(20_000);
    expect(await serve()).toBe(0);
    expect(behind(one)?.messages).toBeGreaterThan(0);
    backfill.pause();
    backfill.look(one, 'now');
    expect(await serve()).toBe(1);
    expect(asked).toHaveLength(2);
  });

  test('a page that was refused is asked for again after a while', async () => {
    let refusals = 1;
    const { clock, backfill, serve, behind } = await setUp((input) => {
      refusals -= 1;
      if (refusals >= 0) throw new MullionError('rate-limited');
      return page(input);
    });
    backfill.look(one, 'now');
    expect(await serve()).toBe(1);
    expect(behind(one)?.messages).toBeGreaterThan(0);
    await clock.advance(5_000);
    await serve();
    expect(behind(one)).toBeNull();
  });

  test('what is missing in a gap is a subtraction', () => {
    expect(messagesIn({ from: 11, to: 20 }, log[9], log[20], 0)).toBe(8);
    expect(messagesIn({ from: 1, to: 20 }, undefined, log[20], 0)).toBe(16);
    expect(messagesIn({ from: 11, to: 3000 }, log[9], undefined, 2400)).toBe(2392);
    // Nothing before it is here: at most as many as there are events.
    expect(messagesIn({ from: 11, to: 20 }, undefined, log[20], 0)).toBe(10);
  });
});
