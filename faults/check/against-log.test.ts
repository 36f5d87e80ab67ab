import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { ChannelEvent } from '../../shared/events.ts';
import { ChannelId, EventId, Seq } from '../../shared/model.ts';
import { checkHeld, checkLog } from './against-log.ts';
import { nothingYet, wrongs } from './tally.ts';

const channel = ChannelId.parse(randomUUID());
const actor = randomUUID();
const event = (seq: number, text = `message ${seq}`, id: string = randomUUID()) =>
  ChannelEvent.parse({ seq, nth: seq, id, actor, at: 1_000 + seq, kind: 'message', body: { text } });
const log = [1, 2, 3, 4].map((seq) => event(seq));
const said = log.map((_, index) => ({ client: 0, channel, text: `message ${index + 1}`, durable: true }));

test('a log that holds all that was said, once and in order, is right', () => {
  const tally = nothingYet();
  checkLog(
    tally,
    log,
    said,
    log.map(({ id, seq }) => ({ id, seq, channel })),
  );
  checkHeld(tally, 'one', log, log);
  expect([wrongs(tally), tally.checked, tally.first]).toEqual([0, 4, null]);
});

test('a message that was never durable anywhere may be in the log or not', () => {
  const tally = nothingYet();
  checkLog(tally, log, [...said, { client: 0, channel, text: 'never queued', durable: false }], []);
  expect(wrongs(tally)).toBe(0);
});

test('what is lost, doubled, out of order or acknowledged elsewhere is counted, and the first is named', () => {
  const missing = nothingYet();
  checkLog(missing, log.slice(0, 3), said, []);
  expect(missing).toMatchObject({ lost: 1, first: 'lost: "message 4" was queued durably and is not in the log' });
  const twice = nothingYet();
  checkLog(twice, [...log, event(5, 'message 1')], said, []);
  expect(twice).toMatchObject({ doubled: 1, lost: 0 });
  const swapped = nothingYet();
  checkLog(
    swapped,
    log,
    [said[1], said[0]].flatMap((one) => one ?? []),
    [],
  );
  expect(swapped).toMatchObject({ disordered: 1 });
  const elsewhere = nothingYet();
  checkLog(elsewhere, log, said, [{ id: EventId.parse(randomUUID()), channel, seq: Seq.parse(2) }]);
  expect(elsewhere).toMatchObject({ lost: 1 });
});

test('what a client holds is compared event by event', () => {
  const [one, two, three, four] = log;
  if (!one || !two || !three || !four) throw new Error('There are four.');
  const held = (...events: ChannelEvent[]) => {
    const tally = nothingYet();
    checkHeld(tally, 'one', log, events);
    return tally;
  };
  expect(held(one, two, four)).toMatchObject({ lost: 1, disordered: 0, first: 'lost: one lacks seq 3 of 4' });
  expect(held(one, three, two, four)).toMatchObject({ lost: 0, disordered: 1 });
  expect(held(one, two, two, three, four)).toMatchObject({ doubled: 1, disordered: 0 });
  expect(held(one, two, event(3), four)).toMatchObject({ different: 1, lost: 0 });
});
