/** The log against what was said, and what a client holds against the log. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { ChannelEvent } from '../../shared/events.ts';
import type { Acknowledged, Said } from './said.ts';
import { count, type Tally } from './tally.ts';

/** One channel's log, held against what was said in it and what of that was acknowledged. */
export function checkLog(
  tally: Tally,
  log: readonly ChannelEvent[],
  said: readonly Said[],
  acknowledged: readonly Acknowledged[],
): void {
  for (const [index, { seq }] of log.entries()) {
    if (seq !== index + 1) count(tally, 'disordered', `the log has seq ${seq} in place ${index + 1}`);
  }
  const at = new Map<string, number>();
  for (const event of log) {
    if (event.kind !== 'message') continue;
    if (at.has(event.body.text)) count(tally, 'doubled', `"${short(event.body.text)}" is in the log at ${event.seq} again`);
    else at.set(event.body.text, event.seq);
  }
  const last = new Map<number, Said & { seq: number }>();
  for (const one of said) {
    const seq = at.get(one.text);
    if (seq === undefined) {
      if (one.durable) count(tally, 'lost', `"${short(one.text)}" was queued durably and is not in the log`);
      continue;
    }
    const before = last.get(one.client);
    if (before && before.seq > seq)
      count(tally, 'disordered', `"${short(before.text)}" (${before.seq}) was said before "${short(one.text)}" (${seq})`);
    last.set(one.client, { ...one, seq });
  }
  for (const { id, seq } of acknowledged) {
    if (log[seq - 1]?.id !== id)
      count(tally, 'lost', `${id} was acknowledged at ${seq}; the log has ${log[seq - 1]?.id ?? 'nothing'} there`);
  }
}

/** What a client holds of one channel, held against the log. */
export function checkHeld(tally: Tally, who: string, log: readonly ChannelEvent[], held: readonly ChannelEvent[]): void {
  const seen = new Set<number>();
  let before = 0;
  for (const event of held) {
    tally.checked += 1;
    if (seen.has(event.seq)) count(tally, 'doubled', `${who} has seq ${event.seq} twice`);
    else if (event.seq < before) count(tally, 'disordered', `${who} has seq ${event.seq} after ${before}`);
    if (!isDeepStrictEqual(event, log[event.seq - 1]))
      count(tally, 'different', `${who} has another event at ${event.seq} than the log`);
    seen.add(event.seq);
    before = Math.max(before, event.seq);
  }
  const missing = log.find(({ seq }) => !seen.has(seq));
  count(
    tally,
    'lost',
    `${who} lacks seq ${missing?.seq} of ${log.length}`,
    log.length - new Set(log.filter(({ seq }) => seen.has(seq))).size,
  );
}

const short = (text: string): string => text.slice(0, 24).trim();
