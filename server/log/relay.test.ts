import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ChannelId, EventId, PersonId, Seq } from '../../shared/model.ts';
import type { Committed } from './event-log.ts';
import { messagesOf } from './relay.ts';

const channels = Array.from({ length: 3 }, () => ChannelId.parse(randomUUID()));
const [id, actor] = [EventId.parse(randomUUID()), PersonId.parse(randomUUID())];
const events = (count: number): Committed['events'] =>
  Array.from({ length: count }, (_, at) => ({
    kind: 'message',
    seq: Seq.parse(at + 1),
    nth: at + 1,
    id,
    actor,
    at: 0,
    body: { text: 'x' },
  }));

it('all that was committed is told, in its order, in messages of a bounded size', () => {
  const run = fc.record({ channel: fc.constantFrom(...channels), events: fc.nat(650).map(events) });
  fc.assert(
    fc.property(fc.array(run, { maxLength: 6 }), (committed) => {
      const messages = messagesOf(committed);
      for (const message of messages) {
        const size = message.reduce((sum, { events }) => sum + events.length, 0);
        expect(size).toBeGreaterThan(0);
        expect(size).toBeLessThanOrEqual(200);
      }
      const flat = (runs: readonly Committed[]) => runs.flatMap(({ channel, events }) => events.map(({ seq }) => [channel, seq]));
      expect(flat(messages.flat())).toEqual(flat(committed));
    }),
  );
});
