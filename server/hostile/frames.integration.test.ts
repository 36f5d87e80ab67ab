/**
 * Captured frames: whatever is sent to anybody tells nothing that is not theirs. Fifty worlds are drawn by chance, each with
 * firms, channels and members of its own; in each twenty viewers live and look on, and every frame that comes to them is kept and
 * judged, word by word and number by number, by what its viewer might see at that moment (server/testing/frames/sight.ts).
 *
 * `MULLION_FRAMES_SEED` draws other worlds.
 */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Campaign, type Report, watchFrames } from '../testing/frames/campaign.ts';
import { changeKinds } from '../testing/frames/changes.ts';
import { guards } from '../testing/frames/guards.ts';
import { VIEWERS } from '../testing/frames/policy.ts';
import { probeKinds } from '../testing/frames/probes.ts';

const seed = Number(process.env.MULLION_FRAMES_SEED ?? 20_262);
const WORLDS = Number(process.env.MULLION_FRAMES_WORLDS ?? 50);

/** Less than a minute on two idle cores; ten times as long is a hang. */
const timeout = 600_000;

const unguarded = join(import.meta.dirname, '..', 'testing', 'frames', 'unguarded.ts');

async function report(campaign: Omit<Campaign, 'seed'>): Promise<Report> {
  const done = await watchFrames({ seed, ...campaign });
  const { tally, findings, failures, seconds } = done;
  const found = [`${findings.length} findings`, ...findings.slice(0, 5), ...failures];
  console.log(
    [`frames: seed ${seed}, ${tally.of('worlds')} worlds in ${seconds.toFixed(1)} s`, tally.table(), ...found].join('\n'),
  );
  return done;
}

describe('of all that is sent to anybody', () => {
  it(`nothing tells what is not theirs (${WORLDS} worlds, ${VIEWERS} viewers each, seed ${seed})`, { timeout }, async () => {
    const { tally, findings, failures, said } = await report({ worlds: WORLDS, rounds: 4 });
    expect(findings.slice(0, 10)).toEqual([]);
    expect(failures).toEqual([]);
    expect(said, 'what the server logged as errors').toBe('');
    expect(tally.of('worlds')).toBe(WORLDS);
    expect(tally.of('viewers')).toBe(WORLDS * VIEWERS);
    // What may be seen is seen: silence is no secrecy.
    expect(tally.of('seen event')).toBeGreaterThanOrEqual(10_000);
    for (const [what, count] of Object.entries(seen)) expect(tally.of(`seen ${what}`), what).toBeGreaterThanOrEqual(count);
    expect(tally.of('messages awaited')).toBeGreaterThanOrEqual(10_000);
    expect(tally.of('presences awaited')).toBeGreaterThanOrEqual(1_000);
    for (const kind of probeKinds) expect(tally.of(`probe ${kind}`), `probe ${kind}`).toBeGreaterThan(0);
    for (const kind of changeKinds) expect(tally.of(`change ${kind}`), `change ${kind}`).toBeGreaterThan(0);
  });

  it.each(Object.keys(guards))('a server without the guard `%s` is found out', { timeout }, async (guard) => {
    const { findings, tally } = await report({ worlds: 12, rounds: 4, program: [unguarded, guard] });
    expect(tally.of('change leave'), 'somebody left').toBeGreaterThan(0);
    expect(findings.length).toBeGreaterThan(0);
  });
});

/** What is rightly seen, and how much of it at least. */
const seen = {
  'event by asking': 10_000,
  presence: 5_000,
  name: 10_000,
  firm: 2_000,
  head: 2_000,
  channel: 2_000,
  'channel found': 200,
  acknowledgement: 2_000,
  cursor: 200,
  gone: 50,
  refusal: 1_000,
  bye: 5,
};
