/**
 * Checks a channel's chain from its first event to its head, and names every damage.
 */
import type { ChannelId, EventId } from '../../shared/model.ts';
import type { Queries } from '../store/database.ts';
import { readChainHead, type StoredEvent, storedAfter } from '../store/events.ts';
import { digestOf, genesis, hashOf } from './chain.ts';

export interface Finding {
  channel: ChannelId;
  seq: number;
  /** The event's own id, where there is one. */
  id?: EventId;
  /** For a person: what is wrong there. */
  what: string;
}

export interface Verified {
  events: number;
  erased: number;
  findings: Finding[];
}

const PAGE = 2_000;

/** A state of the check between two events: what the next one must follow. */
export interface Progress {
  channel: ChannelId;
  tenant: Parameters<typeof hashOf>[1]['tenant'];
  seq: number;
  nth: number;
  hash: Buffer;
  erased: number;
}

/** The state before a channel's first event. */
export function beginning(channel: ChannelId, tenant: Progress['tenant']): Progress {
  return { channel, tenant, seq: 0, nth: 0, hash: genesis(), erased: 0 };
}

/**
 * Checks one stored event against what comes before it. Pure. After a finding, the check goes on from the event as it is
 * stored, so that one damage is named once.
 */
export function verifyNext(before: Progress, event: StoredEvent): { after: Progress; findings: Finding[] } {
  const findings: Finding[] = [];
  const find = (what: string) => findings.push({ channel: before.channel, seq: event.seq, id: event.id, what });
  const missing = event.seq - before.seq - 1;
  if (missing > 0) {
    const which = missing === 1 ? `Event ${before.seq + 1} is` : `Events ${before.seq + 1} to ${event.seq - 1} are`;
    findings.push({ channel: before.channel, seq: before.seq + 1, what: `${which} missing.` });
  }
  const expected = hashOf(before.hash, { ...headerOf(event), tenant: before.tenant });
  if (missing === 0 && !expected.equals(event.hash)) {
    find('This event is not what was written here: its header was changed, or it was moved, replaced or inserted.');
  }
  const nth = before.nth + (event.kind === 'message' ? 1 : 0);
  if (missing === 0 && event.nth !== nth) find(`The count of messages is ${event.nth} here and should be ${nth}.`);
  const body = verifyBody(event);
  if (body !== undefined) find(body);
  const erased = before.erased + (event.erased_at === null ? 0 : 1);
  return { after: { ...before, seq: event.seq, nth: event.nth, hash: event.hash, erased }, findings };
}

function headerOf({ channel, seq, nth, id, kind, actor, at, digest }: StoredEvent) {
  return { channel, seq, nth, id, kind, actor, at, digest };
}

/** What is wrong with a body; an erased one is in order. */
function verifyBody(event: StoredEvent): string | undefined {
  if (!event.stored) return 'The body is missing, and was not erased.';
  if (event.body === null || event.salt === null) {
    return event.erased_at === null ? 'The body is gone, and there is no record of its erasure.' : undefined;
  }
  if (!digestOf(event.salt, event.body).equals(event.digest)) return 'The body was changed.';
  return event.erased_at === null ? undefined : 'The body is recorded as erased, and is still there.';
}

/** Checks a channel. What is appended meanwhile is left out: the check ends at the head as it was at the beginning. */
export async function verifyChannel(queries: Queries, channel: ChannelId): Promise<Verified> {
  const head = await readChainHead(queries, channel);
  if (!head) return { events: 0, erased: 0, findings: [{ channel, seq: 0, what: 'There is no such channel.' }] };
  let progress = beginning(channel, head.tenant);
  const findings: Finding[] = [];
  let events = 0;
  const beyond: StoredEvent[] = [];
  for (let more = true; more; ) {
    const page = await storedAfter(queries, channel, progress.seq, PAGE);
    for (const event of page) {
      if (event.seq > head.seq) {
        beyond.push(event);
        continue;
      }
      const checked = verifyNext(progress, event);
      progress = checked.after;
      findings.push(...checked.findings);
      events += 1;
    }
    more = page.length === PAGE && beyond.length === 0;
  }
  findings.push(...(await verifyHead(queries, head, progress, beyond)));
  return { events, erased: progress.erased, findings };
}

type Head = NonNullable<Awaited<ReturnType<typeof readChainHead>>>;

async function verifyHead(queries: Queries, head: Head, last: Progress, beyond: StoredEvent[]): Promise<Finding[]> {
  const { channel } = head;
  if (last.seq < head.seq) {
    const missing = head.seq - last.seq;
    const which = missing === 1 ? `The newest event, ${head.seq}, is` : `The newest events, ${last.seq + 1} to ${head.seq}, are`;
    return [{ channel, seq: last.seq + 1, what: `${which} missing.` }];
  }
  const findings: Finding[] = [];
  if (!last.hash.equals(head.hash) || last.nth !== head.nth) {
    findings.push({ channel, seq: head.seq, what: "The channel's head is not that of its newest event." });
  }
  // More than the head knew of is in order only if the head has moved on since.
  const now = await readChainHead(queries, channel);
  for (const event of beyond) {
    if (event.seq > (now?.seq ?? 0))
      findings.push({ channel, seq: event.seq, id: event.id, what: "This event is beyond the channel's head." });
  }
  return findings;
}
