/** Sockets that read and forget, for the limit of `fanout`: PORT COUNT. */
import { WebSocket } from 'ws';

const [port, count] = process.argv.slice(2).map(Number);
const open = Array.from({ length: count ?? 0 }, () => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, { perMessageDeflate: false });
  socket.on('message', () => {});
  return new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
});
await Promise.all(open);
process.stdout.write(`${JSON.stringify({ connected: open.length })}\n`);
