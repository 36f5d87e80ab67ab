/**
 * Cases that need a connection of their own, because the server may end it: frames that are no packet, frames on the size limit,
 * calls before the first sync, and handshakes.
 */
import fc from 'fast-check';
import { callNames, MAX_FRAME_BYTES, PROTOCOL_VERSION } from '../../../shared/protocol.ts';
import { brokenFrames } from './frame.ts';
import { leakIn } from './leaks.ts';
import { mutated, nasty } from './mutate.ts';
import { fail, type Run } from './players.ts';
import { type Outcome, RawPeer } from './raw-peer.ts';

const TOO_LARGE = 1009;

type LoneCase =
  | { kind: 'broken'; frames: (string | Uint8Array)[] }
  | { kind: 'size'; bytes: number }
  | { kind: 'unsynced'; call: string }
  | { kind: 'handshake'; auth: unknown };

const frame = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...brokenFrames) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }).map((text) => `42${text}`) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }).map((text) => `421["send",${text}]`) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 100 }) },
);

function loneCases(token: string): fc.Arbitrary<LoneCase> {
  const auth = fc.constant({ token, protocol: PROTOCOL_VERSION, client: 'fuzz' });
  const sizes = [-2, -1, 0, 1, 2, MAX_FRAME_BYTES].map((more) => MAX_FRAME_BYTES + more);
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.array(frame, { minLength: 1, maxLength: 4 }).map((frames) => ({ kind: 'broken', frames }) as const),
    },
    { weight: 1, arbitrary: fc.constantFrom(...sizes).map((bytes) => ({ kind: 'size', bytes }) as const) },
    { weight: 1, arbitrary: fc.constantFrom(...callNames).map((call) => ({ kind: 'unsynced', call }) as const) },
    { weight: 2, arbitrary: fc.oneof(mutated(auth), nasty).map((each) => ({ kind: 'handshake', auth: each }) as const) },
  );
}

/** Makes this many, one after the other; the token is a player's. */
export async function playAlone(run: Run, token: string, count: number, salt: number): Promise<void> {
  const connect = () =>
    RawPeer.join(run.url, token, {
      onFrame: (text) => {
        const leak = leakIn(text, run.world.secretIds);
        if (leak !== undefined) fail(run, `Someone without a sync was told ${leak}: ${text}`);
      },
    });
  for (const each of fc.sample(loneCases(token), { seed: run.seed + salt, numRuns: count })) {
    run.tally.add(`case ${each.kind}`);
    try {
      if (each.kind === 'handshake') await shakeHands(run, each.auth);
      else {
        const peer = await connect();
        await playOne(run, peer, each);
        peer.close();
      }
    } catch (error) {
      const text = JSON.stringify(each).slice(0, 400);
      fail(run, `${text}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

async function playOne(run: Run, peer: RawPeer, each: Exclude<LoneCase, { kind: 'handshake' }>): Promise<void> {
  if (each.kind === 'broken') {
    for (const frame of each.frames) peer.raw(frame);
    // Whatever they were: what comes after them is answered, or the connection has ended.
    const outcome = await peer.call('people', { ids: [] });
    run.tally.add('ended' in outcome ? 'broken: ended' : 'broken: survived');
  } else if (each.kind === 'size') {
    const outcome = await peer.callOfSize('people', { ids: [] }, each.bytes);
    const ended = 'ended' in outcome ? outcome.ended : undefined;
    run.tally.add(ended === undefined ? 'size: answered' : 'size: ended');
    const expected = each.bytes > MAX_FRAME_BYTES ? TOO_LARGE : undefined;
    if (ended !== expected) fail(run, `A frame of ${each.bytes} bytes: ended ${ended}, expected ${expected}.`);
  } else {
    const outcome = await peer.call(each.call, { channel: run.world.channels[0], people: [], ids: [], cursors: {} });
    if (!isAnswer(outcome)) fail(run, `${each.call} before the sync was not answered.`);
  }
}

async function shakeHands(run: Run, auth: unknown): Promise<void> {
  const outcome = await RawPeer.connect(run.url, auth);
  if (outcome instanceof RawPeer) {
    run.tally.add('handshake: accepted');
    outcome.close();
    return;
  }
  if (typeof outcome === 'number') {
    run.tally.add('handshake: ended');
    return;
  }
  const { code } = outcome;
  run.tally.add(`handshake: ${code}`);
  if (code === 'internal') fail(run, `The handshake failed: ${JSON.stringify(auth)}`);
}

function isAnswer(outcome: Outcome): boolean {
  return 'answer' in outcome;
}
