/** A server and a crowd that has been there before: what `idle` and `storm` begin with, and the processes that hold such a crowd. */
import type { CastSize } from '../harness/cast.ts';
import { type LineChild, startChild } from '../harness/child.ts';
import { realTexts } from '../harness/conversation.ts';
import { needOpenFiles } from '../harness/open-files.ts';
import type { BenchOptions } from '../harness/report.ts';
import { type BenchServer, startServer } from '../harness/server.ts';
import { type Caller, callersOf, inParts } from './callers.ts';
import { connectSenders, type Senders } from './senders.ts';

/** Processes that hold the clients. */
const HOLDERS = 2;

export type Crowd = {
  server: BenchServer;
  /** `p0`, who is in all channels, connected. */
  talk: Senders;
  /** Everybody else, with a token each; nobody of them is connected. */
  callers: Caller[];
};

/** Starts a server that can be asked for its memory, and signs everyone in. */
export async function openCrowd(cast: CastSize, { data, say }: Pick<BenchOptions, 'data' | 'say'>): Promise<Crowd> {
  needOpenFiles(cast.people - 1);
  const server = await startServer({ ...cast, tellsMemory: true });
  say('signing in');
  const tokens = await server.tokens(cast.people);
  const talk = await connectSenders(server.url, tokens.slice(0, 1), realTexts(data));
  return { server, talk, callers: callersOf(cast, tokens, talk.states) };
}

/** Gives each of the processes that run `program` its part of the callers; resolves with them once each has done its order. */
export async function holdInParts<Order>(
  program: string,
  callers: readonly Caller[],
  orderOf: (part: Caller[], index: number) => Order,
): Promise<LineChild[]> {
  return await Promise.all(
    inParts(callers, HOLDERS).map(async (part, index) => {
      const child = startChild(program);
      await child.ask(orderOf(part, index));
      return child;
    }),
  );
}
