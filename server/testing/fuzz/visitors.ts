/**
 * Sends the cases over HTTP and judges every answer.
 */
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { Problem } from '../../../shared/errors.ts';
import { Grant, http } from '../../../shared/protocol.ts';
import { brokenRequests, type HttpCase, httpCases } from './http-cases.ts';
import { insideIn, leakIn } from './leaks.ts';
import { fail, type Run } from './players.ts';

const AT_ONCE = 8;
const BATCH = 250;
const DEADLINE_MS = 60_000;
const MAX_BODY_BYTES = 16 * 1024;
/** Refresh tokens to try; the newest are the ones that still work. */
const MAX_TOKENS = 200;

type Answer = { status: number; type: string; body: string };

/** Makes this many requests, and now and then one that is broken. `tokens`: refresh tokens that were given, to be tried again. */
export async function visit(run: Run, tokens: string[], count: number, salt: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const cases = casesOf(run, count, salt);
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = cases.next(); !next.done; next = cases.next()) {
        run.tally.add(`case http ${next.value.kind}`);
        try {
          judge(run, next.value, await send(run.url, agent, next.value), tokens);
        } catch (error) {
          fail(run, `${described(next.value)}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
    }),
  );
  agent.destroy();
  for (const text of brokenRequests) await sendBroken(run, text);
}

function* casesOf({ seed, vocabulary }: Run, count: number, salt: number): Generator<HttpCase> {
  const arbitrary = httpCases(vocabulary);
  for (let made = 0; made < count; made += BATCH) {
    yield* fc.sample(arbitrary, { seed: seed + salt + made, numRuns: Math.min(BATCH, count - made) });
  }
}

function send(url: string, agent: Agent, { method, path, headers, body }: HttpCase): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request(
      { agent, hostname, port, method, path, headers: sendable(headers, body), timeout: DEADLINE_MS },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          const type = answer.headers['content-type'] ?? '';
          resolve({ status: answer.statusCode ?? 0, type, body: Buffer.concat(parts).toString() });
        });
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('No answer in time.')));
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Node's client writes Latin-1 headers, and tells the length of a body only where it expects one. */
function sendable(headers: Record<string, string>, body: string | undefined): Record<string, string> {
  const told = Object.entries(headers).map(([name, value]): [string, string] => [name, Buffer.from(value).toString('latin1')]);
  if (body !== undefined) told.push(['content-length', String(Buffer.byteLength(body))]);
  return Object.fromEntries(told);
}

/** What Node (an expectation it does not know), Engine.IO (a handshake that is none) and the cors plugin answer by themselves. */
function isAnsweredBelow({ method, path }: HttpCase, status: number): boolean {
  return status === 417 || path.startsWith('/socket.io/') || method === 'OPTIONS';
}

function judge(run: Run, each: HttpCase, { status, type, body }: Answer, tokens: string[]): void {
  const { tally, world } = run;
  tally.add(`http ${status}`);
  const bad = (what: string) => fail(run, `${described(each)}: ${status}, ${what}: ${body.slice(0, 300)}`);
  const leak = leakIn(body, world.secretIds);
  if (leak !== undefined) bad(`the answer tells ${leak}`);
  if (status >= 500 || status === 0) {
    bad('the server failed');
    return;
  }
  if (isAnsweredBelow(each, status)) return;
  if (status >= 400 && each.method !== 'HEAD') {
    const told = type.includes('json') ? Problem.safeParse(JSON.parse(body)).data : undefined;
    if (!told) {
      bad('the refusal is no Problem');
      return;
    }
    tally.add(`http refused ${told.code}`);
    const inside = insideIn(told.message);
    if (inside !== undefined) bad(`the refusal tells of the inside (${inside})`);
    if (each.sent && !fits(each, told.code === 'bad-request' || told.code === 'too-large')) bad('right and wrong were mixed up');
    return;
  }
  if (!each.sent) return;
  if (!fits(each, false)) bad('wrong input was accepted');
  const output = http[each.sent.route].output.safeParse(JSON.parse(body));
  if (!output.success) {
    bad(`the answer is none: ${output.error.message}`);
    return;
  }
  tally.add(`http accepted ${each.sent.route}`);
  const { refresh } = Grant.partial().parse(output.data);
  if (refresh !== undefined && tokens.push(refresh) > MAX_TOKENS) tokens.shift();
}

/** Whether a body of this kind may be refused, or accepted, for its form alone. */
function fits({ body = '', sent }: HttpCase, refusedForItsForm: boolean): boolean {
  if (!sent) return true;
  // What could poison a prototype is refused before any schema sees it.
  if (/"(__proto__|constructor)"/.test(body)) return true;
  const value = sent.route === 'sign-in' ? sent.value : (sent.value ?? {});
  const right = body !== '' && Buffer.byteLength(body) <= MAX_BODY_BYTES && http[sent.route].input.safeParse(value).success;
  return right !== refusedForItsForm;
}

async function sendBroken(run: Run, text: string): Promise<void> {
  run.tally.add('case http broken');
  const { hostname, port } = new URL(run.url);
  const answer = await new Promise<string>((resolve, reject) => {
    let said = '';
    const socket = connect({ host: hostname, port: Number(port) });
    // Some of them are only the beginning of a request: when we say no more, the server has to answer or hang up.
    socket.end(Buffer.from(text, 'latin1'));
    socket.setTimeout(DEADLINE_MS, () => socket.destroy(new Error('The server neither answered nor hung up.')));
    socket.on('data', (part) => {
      said += part.toString('latin1');
    });
    socket.on('error', (error) => ('code' in error && error.code === 'ECONNRESET' ? resolve(said) : reject(error)));
    socket.on('close', () => resolve(said));
  }).catch((error: unknown) => `HTTP/1.1 599 ${String(error)}`);
  const status = Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);
  run.tally.add(`http broken ${status === 0 ? 'hung up' : status}`);
  if (status >= 500) fail(run, `${JSON.stringify(text.slice(0, 200))}: ${answer.slice(0, 300)}`);
  const inside = insideIn(answer.slice(answer.indexOf('\r\n\r\n')));
  if (inside !== undefined) fail(run, `${JSON.stringify(text.slice(0, 200))} tells of the inside (${inside}).`);
}

function described({ method, path, headers, body }: HttpCase): string {
  return `${method} ${path.slice(0, 200)} ${JSON.stringify(headers).slice(0, 200)} ${(body ?? '').slice(0, 200)}`;
}
