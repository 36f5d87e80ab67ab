import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { forgetful, untidy } from '../renderer/testing/untidy-wires.ts';
import { type CampaignOptions, runCampaign } from './campaign.ts';
import { chanceOf } from './chance.ts';
import { sum, type Tally, wrongs } from './check/tally.ts';
import { ignoresHeads, lossy } from './guards/wires.ts';
import { cutConnections } from './kinds/cut-connections.ts';
import type { Fault } from './kinds/fault.ts';
import { killServer } from './kinds/kill-server.ts';

const SEED = 5;
/** The part of the messages whose acknowledgement is lost with the line. */
const BREAKS = 0.03;
const random = () => chanceOf(SEED, 'line').next;
const program = join(import.meta.dirname, 'guards', 'server.ts');

/** A small run: the same for those that must pass and those that must not. */
async function found(fault: Fault, more: Partial<CampaignOptions> = {}): Promise<Tally> {
  const { results } = await runCampaign([{ fault, cases: 1 }], {
    seed: SEED,
    nodes: 1,
    clients: 4,
    channels: 2,
    rate: 80,
    length: 'short',
    patienceMs: 30_000,
    say: () => undefined,
    ...more,
  });
  return sum(results.map(({ tally }) => tally));
}

/** On a busy machine a server alone takes ten seconds to start; how long it takes decides nothing. */
const TIMEOUT_MS = 300_000;

describe('each guard, taken away, is missed', { timeout: TIMEOUT_MS }, () => {
  test('a line that doubles, swaps and breaks harms nobody: order and de-duplication hold', async () => {
    const tally = await found(cutConnections, { broken: { openWire: untidy(random(), BREAKS) } });
    expect(tally.first).toBeNull();
    expect(tally.checked).toBeGreaterThan(200);
  });

  test('without one id for one message, messages are found twice', async () => {
    const broken = { openWire: untidy(random(), BREAKS, forgetful) };
    const tally = await found(cutConnections, { patienceMs: 10_000, broken });
    expect(tally.doubled).toBeGreaterThan(0);
  });

  test('without the order of the log, frames taken as they come are found out of order and doubled', async () => {
    const tally = await found(cutConnections, { broken: { openWire: untidy(random(), BREAKS), takesFramesAsTheyCome: true } });
    expect(tally.disordered).toBeGreaterThan(0);
    expect(tally.doubled).toBeGreaterThan(0);
  });

  test('a line that loses frames harms nobody: heads reveal what is missing', async () => {
    const server = { program, args: ['--heartbeat', '1000'] };
    const tally = await found(cutConnections, { server, broken: { openWire: lossy(random()) } });
    expect(tally.first).toBeNull();
  });

  test('without heads, clients are found that never have the newest event', async () => {
    const server = { program, args: ['--heartbeat', '1000'] };
    const tally = await found(cutConnections, { server, patienceMs: 5_000, broken: { openWire: lossy(random(), ignoresHeads) } });
    expect(tally.stuck + tally.lost).toBeGreaterThan(0);
  });

  test('a server of the same parts loses nothing when it is killed', async () => {
    const tally = await found(killServer, { server: { program, args: [] } });
    expect(wrongs(tally)).toBe(0);
  });

  test('without waiting for the commit, what was acknowledged is found lost after a kill', async () => {
    const tally = await found(killServer, { server: { program, args: ['--early'] }, patienceMs: 15_000 });
    expect(tally.lost).toBeGreaterThan(0);
  });
});
