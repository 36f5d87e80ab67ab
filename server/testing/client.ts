/**
 * A real client connection for tests: typed calls, pushes that can be waited for, everything checked by its schema.
 */
import { io, type Socket } from 'socket.io-client';
import { MullionError, type Problem, Problem as ProblemSchema, type Result, resultOf } from '../../shared/errors.ts';
import {
  type CallInput,
  type CallName,
  type CallOutput,
  calls,
  PROTOCOL_VERSION,
  type PushName,
  type PushOf,
  pushes,
  pushNames,
} from '../../shared/protocol.ts';
import { z } from '../../shared/schema.ts';

/** How long anything may take before a test gives up. */
const DEADLINE_MS = 20_000;

const Answer = resultOf(z.unknown());
const outputs: { [N in CallName]: { output: { parse(value: unknown): CallOutput<N> } } } = calls;

type Told = { [N in PushName]: PushOf<N>[] };

export class Client {
  readonly socket: Socket;
  /** Every push so far, by its name. */
  readonly told: Told = {
    events: [],
    heads: [],
    channel: [],
    gone: [],
    presence: [],
    read: [],
    resync: [],
    condition: [],
    bye: [],
  };
  readonly #watchers = new Set<() => void>();
  /** Why the connection was closed, once it is. */
  closed: { reason: string; code: number | undefined } | undefined;

  private constructor(socket: Socket) {
    this.socket = socket;
    for (const name of pushNames) {
      socket.on(name, (push: unknown) => {
        this.#keep(name, push);
        this.#look();
      });
    }
    socket.on('disconnect', (reason, details) => {
      const context = details && 'context' in details ? details.context : undefined;
      const code = typeof context === 'object' && context !== null && 'code' in context ? context.code : undefined;
      this.closed = { reason, code: typeof code === 'number' ? code : undefined };
      this.#look();
    });
  }

  /** Connects; rejects with the refusal as a `MullionError`. It never connects again by itself. */
  static async connect(
    url: string,
    token: string,
    more: { protocol?: unknown; origin?: string; headers?: Record<string, string> } = {},
  ): Promise<Client> {
    const socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { token, protocol: PROTOCOL_VERSION, client: 'test', ...('protocol' in more ? { protocol: more.protocol } : {}) },
      extraHeaders: { ...more.headers, ...(more.origin === undefined ? {} : { origin: more.origin }) },
    });
    const client = new Client(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error) => {
        socket.disconnect();
        const told = ProblemSchema.safeParse('data' in error ? error.data : undefined);
        reject(told.success ? MullionError.of(told.data) : error);
      });
    });
    return client;
  }

  /** Makes a call; its answer, whatever it is. */
  async call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> {
    const answer = Answer.parse(await this.raw(name, input));
    return answer.ok ? { ok: true, value: outputs[name].output.parse(answer.value) } : answer;
  }

  /** Makes a call that must not be refused. */
  async ok<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const result = await this.call(name, input);
    if (!result.ok) throw new MullionError(result.error.code, `${name}: ${result.error.message}`);
    return result.value;
  }

  /** Makes a call that must be refused. */
  async refused<N extends CallName>(name: N, input: CallInput<N>): Promise<Problem> {
    const result = await this.call(name, input);
    if (result.ok) throw new Error(`${name} was not refused.`);
    return result.error;
  }

  /** Sends anything at all, and gives its answer. */
  async raw(name: string, ...args: unknown[]): Promise<unknown> {
    return await this.socket.timeout(DEADLINE_MS).emitWithAck(name, ...args);
  }

  /** Resolves with the first truthy answer of `look`, which is asked now and after every push. */
  async until<T>(what: string, look: () => T | undefined | false): Promise<T> {
    return await new Promise<T>((resolve, reject) => {
      const check = () => {
        const found = look();
        if (!found) return;
        clearTimeout(timer);
        this.#watchers.delete(check);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.#watchers.delete(check);
        reject(new Error(`Waited in vain until ${what}.`));
      }, DEADLINE_MS);
      this.#watchers.add(check);
      check();
    });
  }

  close(): void {
    this.socket.disconnect();
  }

  #keep(name: PushName, push: unknown): void {
    const keepers: { [N in PushName]: () => unknown } = {
      events: () => this.told.events.push(pushes.events.parse(push)),
      heads: () => this.told.heads.push(pushes.heads.parse(push)),
      channel: () => this.told.channel.push(pushes.channel.parse(push)),
      gone: () => this.told.gone.push(pushes.gone.parse(push)),
      presence: () => this.told.presence.push(pushes.presence.parse(push)),
      read: () => this.told.read.push(pushes.read.parse(push)),
      resync: () => this.told.resync.push(pushes.resync.parse(push)),
      condition: () => this.told.condition.push(pushes.condition.parse(push)),
      bye: () => this.told.bye.push(pushes.bye.parse(push)),
    };
    keepers[name]();
  }

  #look(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}
