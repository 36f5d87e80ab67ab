import { describe, expect, test } from 'vitest';
import { runCampaign } from './campaign.ts';
import { faults } from './kinds/all.ts';
import { plan } from './plan.ts';
import { complaints, toTerminal } from './report/table.ts';

const SEED = 3;

describe('B3 nothing lost, nothing doubled, under every fault', () => {
  test('kills and one of each fault: what was acknowledged is in the log once, and all clients hold the log', async () => {
    const report = await runCampaign(plan(faults, { length: 'short', scale: 1 }), {
      seed: SEED,
      nodes: 1,
      clients: 8,
      channels: 4,
      rate: 150,
      length: 'short',
      patienceMs: 60_000,
      say: () => undefined,
    });
    console.log(toTerminal(report));
    expect(complaints(report, SEED)).toEqual([]);
    expect(report.results.reduce((sum, { tally }) => sum + tally.checked, 0)).toBeGreaterThan(20_000);
  }, 600_000);
});
