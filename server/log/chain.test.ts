import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChannelId, EventId, PersonId, Seq, TenantId } from '../../shared/model.ts';
import type { StoredEvent } from '../store/events.ts';
import { canonicalText, digestOf, hashOf } from './chain.ts';
import { beginning, type Finding, verifyNext } from './verify.ts';

const tenant = TenantId.parse('main');
const channel = ChannelId.parse('7d0a2b1c-0000-4000-8000-000000000001');

const said = fc.record({
  id: fc.uuid().map((id) => EventId.parse(id)),
  actor: fc.uuid().map((id) => PersonId.parse(id)),
  at: fc.integer({ min: 0, max: 4e12 }),
  kind: fc.constantFrom('message' as const, 'topic' as const),
  text: fc.string({ unit: 'grapheme', minLength: 1 }),
  salt: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes)),
});
type Said = typeof said extends fc.Arbitrary<infer T> ? T : never;

/** The log that the server would have written. */
function logOf(all: Said[]): StoredEvent[] {
  let { hash, nth } = beginning(channel, tenant);
  return all.map(({ id, actor, at, kind, text, salt }, index) => {
    nth += kind === 'message' ? 1 : 0;
    const body = canonicalText({ text });
    const header = { channel, seq: Seq.parse(index + 1), nth, id, kind, actor, at, digest: digestOf(salt, body) };
    hash = hashOf(hash, { ...header, tenant });
    return { ...header, hash, salt, body, erased_at: null, stored: true };
  });
}

function verify(log: StoredEvent[]): Finding[] {
  let progress = beginning(channel, tenant);
  return log.flatMap((event) => {
    const { after, findings } = verifyNext(progress, event);
    progress = after;
    return findings;
  });
}

const logs = fc.array(said, { minLength: 2, maxLength: 12 }).map(logOf);
const damaged = fc
  .tuple(logs, fc.nat())
  .map(([log, n]) => ({ log, at: n % (log.length - 1), victim: log[n % (log.length - 1)] }));

function flip(bytes: Buffer): Buffer {
  const flipped = Buffer.from(bytes);
  flipped.writeUInt8(flipped.readUInt8(0) ^ 1, 0);
  return flipped;
}

function withChange(log: StoredEvent[], at: number, change: (event: StoredEvent) => Partial<StoredEvent>): StoredEvent[] {
  return log.map((event, index) => (index === at ? { ...event, ...change(event) } : event));
}

describe('the chain of a channel', () => {
  it('verifies as it was written', () => {
    fc.assert(
      fc.property(logs, (log) => {
        expect(verify(log)).toEqual([]);
      }),
    );
  });

  it('verifies after bodies were erased with their salts', () => {
    const erased = { body: null, salt: null, erased_at: 1 };
    fc.assert(
      fc.property(damaged, ({ log, at }) => {
        expect(verify(withChange(log, at, () => erased))).toEqual([]);
      }),
    );
  });

  it.each<[string, (event: StoredEvent) => Partial<StoredEvent>]>([
    ['a changed body', ({ body }) => ({ body: `${body} ` })],
    ['a changed salt', ({ salt }) => ({ salt: flip(salt ?? Buffer.alloc(16)) })],
    ['a changed digest', ({ digest }) => ({ digest: flip(digest) })],
    ['a changed hash', ({ hash }) => ({ hash: flip(hash) })],
    ['a changed time', ({ at }) => ({ at: at + 1 })],
    ['a changed kind', ({ kind }) => ({ kind: kind === 'message' ? 'topic' : 'message' })],
    ['a changed actor', () => ({ actor: PersonId.parse('7d0a2b1c-0000-4000-8000-00000000000a') })],
    ['a body that is missing', () => ({ body: null, salt: null, stored: false })],
    ['a body that is gone without a record', () => ({ body: null, salt: null })],
    ['a body that is there although recorded as erased', () => ({ erased_at: 1 })],
  ])('names the event with %s', (_, change) => {
    fc.assert(
      fc.property(damaged, ({ log, at }) => {
        const findings = verify(withChange(log, at, change));
        expect(findings[0]).toMatchObject({ channel, seq: at + 1 });
      }),
    );
  });

  it('names an event that was dropped', () => {
    fc.assert(
      fc.property(damaged, ({ log, at }) => {
        expect(verify(log.filter((_, index) => index !== at))).toEqual([
          { channel, seq: at + 1, what: `Event ${at + 1} is missing.` },
        ]);
      }),
    );
  });

  it('names both of two events that changed places', () => {
    fc.assert(
      fc.property(damaged, ({ log, at }) => {
        const [one, two] = [log[at], log[at + 1]];
        if (!one || !two || one.id === two.id) return;
        const swapped = log.with(at, { ...two, seq: one.seq }).with(at + 1, { ...one, seq: two.seq });
        expect(verify(swapped).map(({ seq }) => seq)).toEqual(expect.arrayContaining([at + 1, at + 2]));
      }),
    );
  });
});
