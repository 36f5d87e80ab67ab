/**
 * The one connection to the server: kept up by our own back-off, refused without hammering, measured. What it carries is
 * checked here against the protocol; past it, types are the truth.
 *
 *   idle ──start──► connecting ──up──► up ──down──► waiting ──time / reconnect──► connecting
 *                       └── refused (nothing will mend it) · signed out ──reconnect / start──►
 */

import { backoff } from '../../shared/backoff.ts';
import { describeIssues, MullionError, type Problem, problem, resultOf, toProblem } from '../../shared/errors.ts';
import {
  type CallInput,
  type CallName,
  type CallOutput,
  calls,
  type Grant,
  HEARTBEAT_MS,
  PROTOCOL_VERSION,
  type PushName,
  type PushOf,
  pushes,
} from '../../shared/protocol.ts';
import { check, z } from '../../shared/schema.ts';
import type { Clock, Log } from './clock.ts';
import { afterProblem } from './refusals.ts';
import type { OpenWire, Wire } from './wire.ts';

/** How long a call may take (ms). */
const CALL_MS = 20_000;
/** Heads come every `HEARTBEAT_MS`: a connection that is silent for longer than this is dead, whatever TCP believes. */
const SILENCE_MS = HEARTBEAT_MS * 1.75;
/** A computer that said that it would sleep, and after this long (ms) has not said that it woke, never slept. */
const DOZE_MS = 30_000;

export type ConnectionState =
  | { state: 'idle' }
  | { state: 'signed-out'; problem?: Problem }
  | { state: 'connecting' }
  | { state: 'up' }
  | { state: 'waiting'; retryAt: number; problem?: Problem }
  | { state: 'refused'; problem: Problem };

/** What happens on each push. */
export type PushHandlers = { readonly [N in PushName]: (push: PushOf<N>) => void };

export type ConnectionParts = {
  server: string;
  client: string;
  openWire: OpenWire;
  clock: Clock;
  random: () => number;
  log: Log;
  /** A token to connect with; `renew` after one was refused. Rejects as `Session.grant`. */
  authorize(renew?: 'renew'): Promise<Grant>;
  /** Whether another try to connect makes sense, or someone has to sign in. */
  maySignIn(): boolean;
  onState(state: ConnectionState): void;
  onPush: PushHandlers;
};

export interface Connection {
  /** Connects, and stays connected until `stop`. */
  start(): void;
  stop(): void;
  /** Tries now rather than at `retryAt`; also after a refusal. */
  reconnect(): void;
  /** The computer is about to sleep: ends in good order, and waits for `wake`, or for a while in which it is awake all the same. */
  sleep(): void;
  /** The computer was asleep: whatever the connection was, it is made anew. */
  wake(): void;
  /** Gives this connection up, as if it had been lost: it did not do what it must. */
  fail(cause: Problem): void;
  /** Rejects with a `MullionError`: `offline`, `timeout`, or what the server says. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  /** Tells that the connection did its work: the next loss begins the back-off anew. */
  proven(): void;
  isUp(): boolean;
  /** The shortest of the recent round trips (ms); null before the first. */
  latency(): number | null;
}

const outputs: { readonly [N in CallName]: { output: z.ZodType<CallOutput<N>> } } = calls;
const pushSchemas: { readonly [N in PushName]: z.ZodType<PushOf<N>> } = pushes;
const Answer = resultOf(z.unknown());

export function createConnection(parts: ConnectionParts): Connection {
  const { clock, log } = parts;
  const waiting = new Set<(error: MullionError) => void>();
  let wire: Wire | null = null;
  let up = false;
  let started = false;
  let attempt = 0;
  /** A token was refused and renewed; a second refusal in a row is not answered by a third token. */
  let renewed = false;
  /** Counts attempts, so that what belongs to an earlier one is known. */
  let turn = 0;
  let said: Problem | null = null;
  let cancelRetry = () => {};
  let cancelWatch = () => {};
  let trips: number[] = [];

  function drop(): void {
    turn += 1;
    cancelRetry();
    cancelWatch();
    wire?.close();
    wire = null;
    up = false;
    const left = [...waiting];
    waiting.clear();
    for (const fail of left) fail(new MullionError('offline'));
  }

  function wait(cause: Problem | null): void {
    drop();
    const delay = backoff(attempt, parts.random(), cause?.retryAfterMs);
    attempt += 1;
    cancelRetry = clock.after(delay, connect);
    const retryAt = clock.now() + delay;
    parts.onState(cause ? { state: 'waiting', retryAt, problem: cause } : { state: 'waiting', retryAt });
  }

  function down(cause: Problem | null): void {
    const next = afterProblem(cause);
    if (next === 'refused' && cause) {
      drop();
      parts.onState({ state: 'refused', problem: cause });
    } else if (next === 'renew' && !renewed) {
      renewed = true;
      drop();
      connect('renew');
    } else wait(cause);
  }

  function connect(renew?: 'renew'): void {
    drop();
    const mine = turn;
    parts.onState({ state: 'connecting' });
    parts.authorize(renew).then(
      (grant) => {
        if (mine === turn && started) open(grant, mine);
      },
      (error: unknown) => {
        if (mine !== turn || !started) return;
        const cause = toProblem(error);
        if (!(error instanceof MullionError)) log('error', 'could not authorize', error);
        if (parts.maySignIn()) wait(cause);
        else {
          drop();
          parts.onState(cause.code === 'not-signed-in' ? { state: 'signed-out' } : { state: 'signed-out', problem: cause });
        }
      },
    );
  }

  function open(grant: Grant, mine: number): void {
    said = null;
    const handshake = { token: grant.access, protocol: PROTOCOL_VERSION, client: parts.client };
    wire = parts.openWire(parts.server, handshake, {
      up() {
        if (mine !== turn) return;
        up = true;
        heard();
        parts.onState({ state: 'up' });
      },
      push(name, push) {
        if (mine !== turn) return;
        heard();
        note(name, push);
        receive(name, push);
      },
      down(reason, cause) {
        if (mine !== turn) return;
        log('info', 'the connection ended', reason);
        down(cause ?? said);
      },
    });
  }

  function heard(): void {
    cancelWatch();
    cancelWatch = clock.after(SILENCE_MS, () => down(problem('timeout')));
  }

  function receive<N extends PushName>(name: N, raw: unknown): void {
    const push = check(pushSchemas[name], raw);
    if (!push.success) {
      log('warn', `a push "${name}" was not understood`, describeIssues(push.error));
      return;
    }
    parts.onPush[name](push.data);
  }

  /** What the server says before it closes is the reason for the close that follows. */
  function note(name: PushName, raw: unknown): void {
    if (name === 'bye') {
      const cause = check(pushSchemas.bye, raw);
      if (cause.success) said = cause.data;
    }
  }

  return {
    start() {
      started = true;
      attempt = 0;
      renewed = false;
      connect();
    },
    stop() {
      started = false;
      drop();
      parts.onState({ state: 'idle' });
    },
    reconnect() {
      if (!started || up) return;
      attempt = 0;
      renewed = false;
      connect();
    },
    sleep() {
      if (wire === null) return;
      drop();
      cancelRetry = clock.after(DOZE_MS, connect);
      parts.onState({ state: 'waiting', retryAt: clock.now() + DOZE_MS });
    },
    wake() {
      if (!started) return;
      attempt = 0;
      renewed = false;
      connect();
    },
    fail: (cause) => down(cause),
    proven() {
      attempt = 0;
      renewed = false;
    },
    isUp: () => up,
    latency: () => (trips.length > 0 ? Math.min(...trips) : null),
    call(name, input) {
      return new Promise((resolve, reject) => {
        const current = wire;
        if (!current || !up) {
          reject(new MullionError('offline'));
          return;
        }
        const asked = clock.now();
        const fail = (error: MullionError) => {
          waiting.delete(fail);
          cancel();
          reject(error);
        };
        const cancel = clock.after(CALL_MS, () => fail(new MullionError('timeout')));
        waiting.add(fail);
        current.call(name, input, (raw) => {
          if (!waiting.delete(fail)) return;
          cancel();
          heard();
          trips = [...trips.slice(-7), clock.now() - asked];
          const answer = check(Answer, raw);
          if (!answer.success) {
            reject(new MullionError('internal', `The server's answer to "${name}" was not understood.`, { cause: answer.error }));
            return;
          }
          if (!answer.data.ok) {
            reject(MullionError.of(answer.data.error));
            return;
          }
          const value = check(outputs[name].output, answer.data.value);
          if (value.success) resolve(value.data);
          else
            reject(new MullionError('internal', `The server's answer to "${name}" was not understood.`, { cause: value.error }));
        });
      });
    },
  };
}
