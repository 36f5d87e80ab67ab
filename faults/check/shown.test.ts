import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { ChannelEvent } from '../../shared/events.ts';
import { checkShown, isAtHead, type ShownMessage } from './shown.ts';
import { nothingYet, wrongs } from './tally.ts';

const actor = randomUUID();
const header = (seq: number) => ({ seq, nth: seq, id: randomUUID(), actor, at: 1_000 + seq });
const log = [1, 2, 3, 4, 5].map((seq) =>
  ChannelEvent.parse(
    seq === 3
      ? { ...header(seq), nth: 2, kind: 'topic', body: { topic: 'quiet news' } }
      : { ...header(seq), kind: 'message', body: { text: `message ${seq}` } },
  ),
);
const row = (seq: number): ShownMessage => {
  const event = log[seq - 1];
  if (event?.kind !== 'message') throw new Error('There is no such message.');
  return { id: event.id, text: event.body.text, pending: false };
};
const found = (...shown: ShownMessage[]) => {
  const tally = nothingYet();
  checkShown(tally, 'the pane', log, shown);
  return tally;
};

test('rows that are the newest of the log, in order and each once, are right; quiet news does not count', () => {
  const tally = found(row(2), row(4), row(5));
  expect([wrongs(tally), tally.checked]).toEqual([0, 3]);
  expect(wrongs(found(row(5)))).toBe(0);
});

test('what is missing, doubled, out of order, changed or unknown is counted', () => {
  expect(found(row(1), row(4), row(5))).toMatchObject({
    lost: 1,
    first: 'lost: the pane does not show what stands before "message 4"',
  });
  expect(found(row(1), row(2))).toMatchObject({ lost: 2, first: 'lost: the pane does not show the newest of the log' });
  expect(found(row(4), row(4), row(5))).toMatchObject({ doubled: 1, lost: 0, disordered: 0 });
  expect(found(row(2), row(5), row(4))).toMatchObject({ disordered: 1 });
  expect(found(row(4), { ...row(5), text: 'other words' })).toMatchObject({ different: 1 });
  expect(found(row(5), { id: randomUUID(), text: 'from nowhere', pending: false })).toMatchObject({ different: 1, lost: 0 });
  expect(found()).toMatchObject({ lost: 4 });
});

test('what still waits to be sent is stuck', () => {
  expect(found(row(5), { id: randomUUID(), text: 'waits', pending: true })).toMatchObject({ stuck: 1, different: 0 });
});

test('a pane has come to the end of the log when its newest row is there and none waits', () => {
  expect(isAtHead(log, [row(4), row(5)])).toBe(true);
  expect(isAtHead(log, [row(2), row(4)])).toBe(false);
  expect(isAtHead(log, [row(5), { ...row(4), pending: true }])).toBe(false);
  expect(isAtHead([], [])).toBe(true);
});
