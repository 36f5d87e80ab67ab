/**
 * From a frame to an answer: which call it is, whether it may come now, whether its input is right, then the handler. Whatever
 * happens, a call that asked for an answer gets one.
 */
import type { Logger } from 'pino';
import { describeIssues, MullionError, type Problem, problem, type Result, toProblem } from '../../shared/errors.ts';
import { type CallName, calls } from '../../shared/protocol.ts';
import { check, type z } from '../../shared/schema.ts';
import type { Context } from '../handlers/handler.ts';
import { handlers } from '../handlers/handlers.ts';
import type { Patience } from '../limits/patience.ts';
import type { Connection } from './connection.ts';

type Run = (context: Context, connection: Connection, raw: unknown) => Promise<unknown>;

/** A handler behind the check of its input. */
function checked<I, O>(schema: z.ZodType<I>, handler: (context: Context, connection: Connection, input: I) => Promise<O>): Run {
  return async (context, connection, raw) => {
    const parsed = check(schema, raw);
    if (!parsed.success) throw new MullionError('bad-request', describeIssues(parsed.error));
    return await handler(context, connection, parsed.data);
  };
}

const runs: ReadonlyMap<string, Run> = new Map(
  Object.entries({
    sync: checked(calls.sync.input, handlers.sync),
    send: checked(calls.send.input, handlers.send),
    history: checked(calls.history.input, handlers.history),
    read: checked(calls.read.input, handlers.read),
    people: checked(calls.people.input, handlers.people),
    directory: checked(calls.directory.input, handlers.directory),
    members: checked(calls.members.input, handlers.members),
    create: checked(calls.create.input, handlers.create),
    join: checked(calls.join.input, handlers.join),
    leave: checked(calls.leave.input, handlers.leave),
    invite: checked(calls.invite.input, handlers.invite),
    rename: checked(calls.rename.input, handlers.rename),
    topic: checked(calls.topic.input, handlers.topic),
    presence: checked(calls.presence.input, handlers.presence),
    watch: checked(calls.watch.input, handlers.watch),
  } satisfies Record<CallName, Run>),
);

export type DispatchParts = {
  context: Context;
  patience: Patience;
  log: Logger;
  isClosing: () => boolean;
  /** Told when a call could not be done for want of the database. */
  onUnavailable: () => void;
};

export interface Dispatcher {
  /** Takes one frame: the event's name and what came with it. */
  take(connection: Connection, name: string, args: unknown[]): void;
  /** Resolves when everything taken until now is answered. */
  settled(): Promise<void>;
}

export function createDispatcher({ context, patience, log, isClosing, onUnavailable }: DispatchParts): Dispatcher {
  const underWay = new Set<Promise<void>>();

  async function answer(connection: Connection, name: string, args: unknown[]): Promise<Result<unknown>> {
    try {
      const patient = patience.judge(connection, name);
      if (patient.verdict === 'end') connection.end(problem('rate-limited', 'This application asks too much, too fast.'));
      if (patient.verdict !== 'go') return refused(problem('rate-limited', undefined, patient.retryAfterMs));
      if (isClosing()) return refused(problem('unavailable', undefined, 1000));
      const run = runs.get(name);
      if (!run) return refused(problem('bad-request', 'This server knows no such call.'));
      return { ok: true, value: await run(context, connection, args[0]) };
    } catch (error) {
      if (!(error instanceof MullionError)) log.error({ err: error, call: name, person: connection.person }, 'A call failed.');
      else if (error.code === 'internal') log.error({ err: error, call: name, person: connection.person }, 'A call failed.');
      const told = toProblem(error);
      if (told.code === 'unavailable') onUnavailable();
      return refused(told);
    }
  }

  function refused(why: Problem): Result<never> {
    context.metrics.refused(why.code);
    return { ok: false, error: why };
  }

  return {
    take(connection, name, args) {
      const acknowledge = args.at(-1);
      const done = answer(connection, name, args).then((result) => {
        if (typeof acknowledge === 'function') acknowledge(result);
      });
      underWay.add(done);
      void done.finally(() => underWay.delete(done));
    },
    settled: async () => {
      await Promise.all(underWay);
    },
  };
}
