/**
 * The limit of `idle` and `storm`: a process with bare `ws` that holds connections and no more. What a client must hear while
 * nothing is said it hears here too, as often: a ping that it answers, and a frame as long as the heads of its channels.
 */
import { HEARTBEAT_MS } from '../../shared/protocol.ts';
import { type BareSocket, openBareServer } from './bare-server.ts';

/** As in server/connections/sockets.ts. */
const PING_MS = 25_000;
const BEAT_MS = 1000;
const HEADS_BYTES = Number(process.argv[2] ?? 0);

const sockets = openBareServer();
const heads = `42["heads",{"now":0,"heads":{},"more":"${'x'.repeat(HEADS_BYTES)}"}]`;

/** Those whose turn it is on this beat, of as many as fit into the period. */
function* turn(beat: number, periodMs: number): Iterable<BareSocket> {
  const beats = periodMs / BEAT_MS;
  let number = 0;
  for (const socket of sockets) if (number++ % beats === beat % beats) yield socket;
}

let beat = 0;
setInterval(() => {
  for (const { client } of turn(beat, PING_MS)) client.send('2');
  for (const { client } of turn(beat, HEARTBEAT_MS)) client.send(heads);
  beat++;
}, BEAT_MS);
