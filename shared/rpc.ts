/**
 * Calls and pushes over a MessagePort. One side serves (the engine), the other asks (a window). Calls carry ids of their
 * asker's making, so that one that was asked again after its server died is known to be the same. Pushes are numbered and
 * told back once they were delivered: that is how the server knows a window that cannot keep up.
 *
 *   asker                         server
 *     call {id, name, input} ──────►
 *     ◄──────────── answer {id, result}
 *     ◄───────── push {n, name, push}
 *     delivered {n} ───────────────►
 *     ping {n} ─────►  ◄───── pong {n}
 *     leave ───────────────────────►
 *
 * Whatever else comes in is told to `onBadMessage` and otherwise ignored: a port never brings its owner down.
 */
import { describeIssues, MullionError, problem, type Result, resultOf, toProblem } from './errors.ts';
import { check, z } from './schema.ts';

/** As much of a MessagePort as is needed, so that tests and other channels can stand in. */
export interface RpcPort {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  removeEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  start?(): void;
  close?(): void;
}

/** Told of what could not be understood or done; for the log. */
export type OnBadMessage = (reason: string, detail: unknown) => void;

const ToServer = z.discriminatedUnion('t', [
  z.object({ t: z.literal('call'), id: z.string().max(64), name: z.string().max(64), input: z.unknown() }),
  z.object({ t: z.literal('delivered'), n: z.int() }),
  z.object({ t: z.literal('ping'), n: z.int() }),
  z.object({ t: z.literal('leave') }),
]);
type ToServer = z.infer<typeof ToServer>;

const ToAsker = z.discriminatedUnion('t', [
  z.object({ t: z.literal('answer'), id: z.string(), result: resultOf(z.unknown()) }),
  z.object({ t: z.literal('push'), n: z.int(), name: z.string(), push: z.unknown() }),
  z.object({ t: z.literal('pong'), n: z.int() }),
]);
type ToAsker = z.infer<typeof ToAsker>;

/** What a call's input must look like, by name. */
export type Schemas<I> = { readonly [N in keyof I]: z.ZodType<I[N]> };
/** What answers a call. `id` is the asker's: the same for a call that is asked again. */
export type Handlers<I, O extends Record<keyof I, unknown>> = {
  readonly [N in keyof I]: (input: I[N], id: string) => Promise<O[N]>;
};

export interface RpcServer<P> {
  /** `delivered` runs once the asker's listeners have had it; never, if the port dies before. */
  push<N extends keyof P & string>(name: N, push: P[N], delivered?: () => void): void;
  close(): void;
}

export type ServeOptions<I, O extends Record<keyof I, unknown>> = {
  inputs: Schemas<I>;
  handlers: Handlers<I, O>;
  onBadMessage: OnBadMessage;
  /** Any message at all, understood or not, says that the other side lives. */
  onHeard?: () => void;
  /** The asker said that it leaves. */
  onLeave?: () => void;
};

/** Serves calls on a port, until `close`. Inputs are checked here; a handler sees only what its schema accepts. */
export function serveRpc<I, O extends Record<keyof I, unknown>, P>(port: RpcPort, options: ServeOptions<I, O>): RpcServer<P> {
  const { inputs, handlers, onBadMessage } = options;
  const undelivered = new Map<number, () => void>();
  let pushed = 0;

  const post = (message: ToAsker) => port.postMessage(message);
  const isName = (name: string): name is keyof I & string => Object.hasOwn(inputs, name);

  async function answer<N extends keyof I>(name: N, raw: unknown, id: string): Promise<Result<unknown>> {
    const input = check(inputs[name], raw);
    if (!input.success) return { ok: false, error: problem('bad-request', describeIssues(input.error)) };
    try {
      return { ok: true, value: await handlers[name](input.data, id) };
    } catch (error) {
      if (!(error instanceof MullionError)) onBadMessage(`call ${String(name)} failed`, error);
      return { ok: false, error: toProblem(error) };
    }
  }

  const receive = (event: { data: unknown }) => {
    options.onHeard?.();
    const message = check(ToServer, event.data);
    if (!message.success) {
      onBadMessage('not a message of ours', describeIssues(message.error));
      return;
    }
    take(message.data);
  };

  function take(message: ToServer): void {
    switch (message.t) {
      case 'call': {
        const { id, name } = message;
        if (isName(name)) void answer(name, message.input, id).then((result) => post({ t: 'answer', id, result }));
        else post({ t: 'answer', id, result: { ok: false, error: problem('bad-request', `There is no call "${name}".`) } });
        return;
      }
      case 'delivered': {
        const delivered = undelivered.get(message.n);
        undelivered.delete(message.n);
        delivered?.();
        return;
      }
      case 'ping':
        post({ t: 'pong', n: message.n });
        return;
      case 'leave':
        options.onLeave?.();
    }
  }

  port.addEventListener('message', receive);
  port.start?.();

  return {
    push(name, push, delivered) {
      pushed += 1;
      if (delivered) undelivered.set(pushed, delivered);
      post({ t: 'push', n: pushed, name, push });
    },
    close() {
      port.removeEventListener('message', receive);
      undelivered.clear();
      port.close?.();
    },
  };
}

/** The port was closed before the answer came: the call may or may not have been done. */
export class PortClosed extends Error {
  constructor() {
    super('The port was closed before the answer came.');
    this.name = 'PortClosed';
  }
}

export interface RpcAsker<I, O extends Record<keyof I, unknown>> {
  /** Rejects with a `MullionError` when refused, with `PortClosed` when the port was closed first. */
  call<N extends keyof I & string>(name: N, input: I[N], id: string): Promise<O[N]>;
  /** Resolves when the other side answers. */
  ping(): Promise<void>;
  /** Rejects what waits. With `leave` the other side is told. */
  close(leave?: 'leave'): void;
}

export type AskOptions = {
  /** Which pushes there are; others are bad messages. */
  isPush: (name: string) => boolean;
  /** Runs for each push; it is told as delivered when this returns. */
  onPush: (name: string, push: unknown) => void;
  onBadMessage: OnBadMessage;
};

/** Asks on a port. Answers and pushes are typed only: the other side is ours and of the same build, which attaching checks. */
export function askRpc<I, O extends Record<keyof I, unknown>>(port: RpcPort, options: AskOptions): RpcAsker<I, O> {
  type Waiting = { settle: (result: Result<unknown>) => void; fail: (error: Error) => void };
  const waiting = new Map<string, Waiting>();
  const pings = new Map<number, Waiting>();
  let pinged = 0;
  let closed = false;

  const post = (message: ToServer) => port.postMessage(message);

  const receive = (event: { data: unknown }) => {
    const message = check(ToAsker, event.data);
    if (!message.success) {
      options.onBadMessage('not a message of ours', describeIssues(message.error));
      return;
    }
    take(message.data);
  };

  function take(message: ToAsker): void {
    switch (message.t) {
      case 'answer':
        waiting.get(message.id)?.settle(message.result);
        waiting.delete(message.id);
        return;
      case 'pong':
        pings.get(message.n)?.settle({ ok: true, value: undefined });
        pings.delete(message.n);
        return;
      case 'push':
        if (options.isPush(message.name)) deliver(message.name, message.push);
        else options.onBadMessage('not a push of ours', message.name);
        post({ t: 'delivered', n: message.n });
    }
  }

  function deliver(name: string, push: unknown): void {
    try {
      options.onPush(name, push);
    } catch (error) {
      options.onBadMessage(`a listener of ${name} failed`, error);
    }
  }

  port.addEventListener('message', receive);
  port.start?.();

  return {
    call<N extends keyof I & string>(name: N, input: I[N], id: string) {
      return new Promise<O[N]>((resolve, reject) => {
        if (closed) {
          reject(new PortClosed());
          return;
        }
        // The one place where an answer's type is taken on trust: attaching has checked that both sides are of one build.
        const settle = (result: Result<unknown>) =>
          result.ok ? resolve(result.value as O[N]) : reject(MullionError.of(result.error));
        waiting.set(id, { settle, fail: reject });
        post({ t: 'call', id, name, input });
      });
    },
    ping() {
      return new Promise<void>((resolve, reject) => {
        if (closed) {
          reject(new PortClosed());
          return;
        }
        pinged += 1;
        pings.set(pinged, { settle: () => resolve(), fail: reject });
        post({ t: 'ping', n: pinged });
      });
    },
    close(leave) {
      if (closed) return;
      closed = true;
      port.removeEventListener('message', receive);
      if (leave) post({ t: 'leave' });
      const left = [...waiting.values(), ...pings.values()];
      waiting.clear();
      pings.clear();
      for (const one of left) one.fail(new PortClosed());
      port.close?.();
    },
  };
}
