import { v7 as uuid } from 'uuid';
import { describe, expect, test } from 'vitest';
import { MullionError } from '../../shared/errors.ts';
import { MAX_TEXT } from '../../shared/events.ts';
import { PaneId } from '../../shared/layout.ts';
import { type ChannelId, EventId, Seq } from '../../shared/model.ts';
import type { CallInput, CallOutput } from '../../shared/protocol.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { channelNamed } from '../testing/log-of.ts';
import { createOutbox } from './outbox.ts';
import { createSharedState } from './shared-state.ts';
import { accountKey, type Kept, memoryKept } from './store/kept.ts';

const channel = channelNamed('rates');
const account = accountKey('http://127.0.0.1:1', 'mara');
const pane = PaneId.parse('pane');

function setUp(kept: Kept = memoryKept()) {
  const clock = fakeClock();
  const sent: string[] = [];
  const held = new Set<number>();
  let answers: ((send: CallInput<'send'>) => CallOutput<'send'>)[] = [];
  const shared = createSharedState({ state: 'signed-out' }, () => {});
  const take = ({ id }: CallInput<'send'>): CallOutput<'send'> => {
    sent.push(id);
    return { seq: Seq.parse(sent.length), nth: sent.length, at: clock.now() };
  };
  const outbox = createOutbox({
    account,
    kept,
    shared,
    give: async (message) => (answers.shift() ?? take)(message),
    clock,
    random: () => 0,
    log: () => {},
    holds: (_channel: ChannelId, seq: Seq) => held.has(seq),
    onAcknowledged: () => {},
  });
  const say = (text: string, id = EventId.parse(uuid())) => outbox.send({ id, channel, body: { text }, pane });
  const states = () => shared.read().outbox.map(({ state }) => state);
  return { clock, sent, held, outbox, shared, say, states, kept, next: (...list: typeof answers) => (answers = list) };
}
const refuse = (code: ConstructorParameters<typeof MullionError>[0], retryAfterMs?: number) => () => {
  throw new MullionError(code, undefined, retryAfterMs === undefined ? {} : { retryAfterMs });
};

describe('sending', () => {
  test('B3 what passes by itself is tried again with the same id, in order; the rest waits behind it', async () => {
    const { clock, sent, outbox, say, states, next } = setUp();
    next(refuse('unavailable'), refuse('rate-limited', 5000), refuse('timeout'));
    outbox.resume();
    const one = await say('one');
    const two = await say('two');
    await clock.advance(400);
    expect(states()).toEqual(['queued', 'queued']);
    await clock.advance(60_000);
    expect(sent).toEqual([one.id, two.id]);
  });

  test('an acknowledged message leaves when the log holds it, whichever comes first', async () => {
    const { clock, held, outbox, say, states, kept } = setUp();
    outbox.resume();
    await say('one');
    await clock.advance(0);
    expect(states()).toEqual(['sending']);
    expect((await kept.outbox(account)).items).toEqual([]);
    held.add(1);
    outbox.seen(channel, []);
    expect(states()).toEqual([]);
    held.add(2);
    await say('two');
    await clock.advance(0);
    expect(states()).toEqual([]);
  });

  test('a refused message says why, stays over a restart, and goes again when asked to', async () => {
    const { clock, sent, outbox, say, shared, kept, next } = setUp();
    next(refuse('not-allowed'));
    outbox.resume();
    const { id } = await say('one');
    await clock.advance(0);
    expect(shared.read().outbox).toMatchObject([{ id, state: 'failed', problem: { code: 'not-allowed' } }]);
    const again = setUp(kept);
    await again.outbox.load();
    again.outbox.resume();
    await again.clock.advance(60_000);
    expect(again.sent).toEqual([]);
    expect(again.shared.read().outbox).toMatchObject([{ id, state: 'failed' }]);
    await again.outbox.retry(id);
    await again.clock.advance(0);
    expect(again.sent).toEqual([id]);
    expect(sent).toEqual([]);
  });

  test('the same id is queued once', async () => {
    const { outbox, say, states } = setUp();
    const id = EventId.parse(uuid());
    const [first, second] = await Promise.all([say('one', id), say('one', id)]);
    expect(first).toEqual(second);
    expect(await outbox.send({ id, channel, body: { text: 'one' }, pane })).toEqual(first);
    expect(states()).toEqual(['queued']);
  });

  test('taken back before it left, it gives its words back and never leaves; after that it cannot be taken back', async () => {
    const { clock, sent, outbox, say, kept, next } = setUp();
    const { id } = await say('one');
    expect(await outbox.discard(id)).toEqual({ text: 'one' });
    expect((await kept.outbox(account)).items).toEqual([]);
    next(refuse('offline'));
    const attempted = await say('two');
    outbox.resume();
    await clock.advance(0);
    outbox.pause();
    await expect(outbox.discard(attempted.id)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(outbox.discard(id)).rejects.toMatchObject({ code: 'not-found' });
    expect(sent).toEqual([]);
  });

  test('a disk that takes nothing more refuses the message, so that the composer keeps it', async () => {
    const { say, states } = setUp({
      ...memoryKept(),
      saveItem: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
    });
    await expect(say('one')).rejects.toMatchObject({ code: 'storage' });
    expect(states()).toEqual([]);
  });

  test('the largest message that its schema allows fits the server’s frames', async () => {
    const { say } = setUp();
    for (const text of ['€'.repeat(MAX_TEXT), '\u0001'.repeat(MAX_TEXT), '\\"'.repeat(MAX_TEXT / 2)])
      expect((await say(text)).state).toBe('queued');
  });
});
