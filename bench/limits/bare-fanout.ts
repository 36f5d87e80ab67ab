/**
 * The limit of `fanout`: a process with bare `ws` that, each tick, writes one pre-made frame per room to every socket. It does
 * no more than move the bytes: no log, no schema, no serialising. Run as a child; told what to do on stdin, one JSON a line.
 */
import { createInterface } from 'node:readline';
import { WebSocketServer } from 'ws';

type Order = { rooms: number; tickMs: number; frameBytes: number; seconds: number };

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
server.on('listening', () => {
  const address = server.address();
  if (typeof address === 'object' && address) process.stdout.write(`${JSON.stringify({ port: address.port })}\n`);
});

/** An unmasked text frame of RFC 6455, as it lies on the wire. */
function preframed(bytes: number): Buffer {
  const payload = Buffer.alloc(bytes, 'x');
  const header = bytes < 126 ? Buffer.from([0x81, bytes]) : Buffer.from([0x81, 126, bytes >> 8, bytes & 255]);
  return Buffer.concat([header, payload]);
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const order = JSON.parse(line) as Order;
  const frame = preframed(order.frameBytes);
  const sockets = [...server.clients].map((client) => (client as unknown as { _socket: import('node:net').Socket })._socket);
  const ends = performance.now() + order.seconds * 1000;
  let ticks = 0;
  const started = performance.now();
  const cpu = process.cpuUsage();
  const tick = (): void => {
    for (let room = 0; room < order.rooms; room++) for (const socket of sockets) socket.write(frame);
    ticks++;
    const now = performance.now();
    if (now < ends) {
      setTimeout(tick, Math.max(0, started + ticks * order.tickMs - now));
      return;
    }
    const used = process.cpuUsage(cpu);
    process.stdout.write(
      `${JSON.stringify({ frames: ticks * order.rooms * sockets.length, seconds: (now - started) / 1000, cpuSeconds: (used.user + used.system) / 1e6 })}\n`,
    );
  };
  tick();
});
