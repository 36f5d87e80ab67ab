/**
 * More at once than the server's own limits allow, so that it refuses some of it however slow the machine is.
 */
import { Problem } from '../../../shared/errors.ts';
import { z } from '../../../shared/schema.ts';
import { fail, type Run } from './players.ts';
import { RawPeer } from './raw-peer.ts';

const CALLS = 800;
const WRONG_PASSWORDS = 15;

const Refused = z.object({ answer: z.object({ ok: z.literal(false), error: Problem }) });

/** Calls without waiting for answers, and wrong passwords for one name. Each refusal has to say when to try again. */
export async function flood(run: Run, token: string): Promise<void> {
  const peer = await RawPeer.join(run.url, token);
  const outcomes = await Promise.all(Array.from({ length: CALLS }, () => peer.call('people', { ids: [] })));
  for (const outcome of outcomes) note(run, 'flood', Refused.safeParse(outcome).data?.answer.error);
  peer.close();
  const body = JSON.stringify({ handle: 'nobody', password: 'wrong' });
  const headers = { 'content-type': 'application/json' };
  const attempts = Array.from({ length: WRONG_PASSWORDS }, async () => {
    const answer = await fetch(`${run.url}/api/sign-in`, { method: 'POST', headers, body });
    note(run, 'flood http', Problem.parse(await answer.json()));
  });
  await Promise.all(attempts);
}

function note(run: Run, where: string, refusal: Problem | undefined): void {
  run.tally.add(`${where} ${refusal?.code ?? 'accepted'}`);
  const waits = refusal?.code === 'rate-limited' || refusal?.code === 'locked';
  if (waits && refusal.retryAfterMs === undefined) fail(run, `Nothing says when to try again: ${refusal.message}`);
}
