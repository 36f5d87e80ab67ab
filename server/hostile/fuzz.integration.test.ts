/**
 * Whatever is said to the server, it stays up, answers in time, and tells nobody what is not theirs.
 *
 * `MULLION_FUZZ_CASES` makes the run longer, `MULLION_FUZZ_SEED` makes the same cases again (in what order they meet is the
 * network's affair).
 */
import { describe, expect, it } from 'vitest';
import { callNames } from '../../shared/protocol.ts';
import { type Campaign, fuzz, type Report } from '../testing/fuzz/campaign.ts';
import { routes } from '../testing/fuzz/http-cases.ts';

const seed = Number(process.env.MULLION_FUZZ_SEED ?? 20_261);
const cases = Number(process.env.MULLION_FUZZ_CASES ?? 100_000);

/** A minute on two idle cores; twenty times as long is a hang. */
const timeout = 300_000 + cases * 12;

const much = { burst: 1e9, perSecond: 1e9 };
const boundless = { limits: { connection: { ...much, refusals: 1e9 }, person: much, channel: much, address: much } };
const attempts = { perHandle: 5, slowFrom: 4, perAddress: 1_000_000, lockMs: 3_000, slowMs: 10 };

async function report(campaign: Campaign): Promise<Report> {
  const done = await fuzz(campaign);
  const { healthy, slowestMs } = done.health;
  console.log(
    [
      `fuzz: seed ${campaign.seed}, ${campaign.cases} cases in ${done.seconds.toFixed(1)} s; well ${healthy} times, slowest ${slowestMs.toFixed(0)} ms`,
      done.tally.table(),
      ...done.failures,
    ].join('\n'),
  );
  return done;
}

function expectSound({ failures, health }: Report): void {
  expect(failures).toEqual([]);
  expect(health.said, 'what the server logged as errors').toBe('');
  expect(health.code, 'how the server ended when it was told to').toBe(0);
  expect(health.healthy).toBeGreaterThan(5);
}

describe('whatever it is asked, the server', () => {
  it(`stays up, answers everything by its schema, and leaks nothing (${cases} cases, seed ${seed})`, { timeout }, async () => {
    const done = await report({ seed, cases, limits: { ...boundless, attempts } });
    expectSound(done);
    const { tally } = done;
    expect(tally.from('case ')).toBeGreaterThanOrEqual(cases);
    const atLeast = (name: string, share: number) =>
      expect(tally.of(name), name).toBeGreaterThanOrEqual(Math.floor(cases * share));
    for (const name of callNames) atLeast(`accepted ${name}`, 0.001);
    for (const [code, share] of Object.entries(refusals)) atLeast(`refused ${code}`, share);
    for (const [kind, share] of Object.entries(kinds)) atLeast(`case ${kind}`, share);
    for (const route of routes) atLeast(`http accepted ${route}`, 0.0002);
    for (const push of ['events', 'heads', 'channel', 'gone', 'presence'])
      expect(tally.of(`push ${push}`), push).toBeGreaterThan(0);
    expect(tally.of('size: answered')).toBeGreaterThan(0);
    expect(tally.of('size: ended')).toBeGreaterThan(0);
    expect(tally.of('broken: ended')).toBeGreaterThan(0);
    expect(tally.of('broken: survived')).toBeGreaterThan(0);
    expect(tally.of('channels heard')).toBeGreaterThan(20);
    expect(tally.of('events verified')).toBeGreaterThan(cases * 0.01);
    // There was something to leak all the time, and the search finds it where it may be.
    expect(tally.of('hidden frames')).toBeGreaterThan(tally.of('hidden messages'));
    expect(tally.of('hidden messages')).toBeGreaterThan(10);
  });

  it('does so under its real limits, and says when to try again', { timeout }, async () => {
    const done = await report({ seed, cases: Math.max(5_000, Math.round(cases / 8)) });
    expectSound(done);
    expect(done.tally.of('flood rate-limited')).toBeGreaterThan(50);
    expect(done.tally.of('flood accepted')).toBeGreaterThan(100);
    expect(done.tally.of('flood http locked')).toBeGreaterThan(0);
  });
});

/** How many of a hundred thousand cases at least are refused for each reason, as a share. */
const refusals = {
  'bad-request': 0.2,
  'not-found': 0.1,
  'not-allowed': 0.005,
  'read-only': 0.0001,
  'already-exists': 0.0001,
};

const kinds = {
  valid: 0.3,
  mutated: 0.2,
  arity: 0.02,
  unasked: 0.02,
  unknown: 0.01,
  broken: 0.002,
  size: 0.0002,
  unsynced: 0.0002,
  handshake: 0.0005,
  'http api': 0.02,
  'http api mutated': 0.02,
  'http odd': 0.03,
};
