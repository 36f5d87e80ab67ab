/**
 * The limit of `fanout`: a process with bare `ws` that writes pre-made frames to every socket at the times they are due. It does
 * no more than move the bytes: no log, no schema, no serialising, no waiting for more. Run as a child; told what to do on stdin,
 * one JSON a line.
 */
import { createInterface } from 'node:readline';
import { openBareServer } from './bare-server.ts';

/**
 * So many times a second, a frame per room to every socket; each frame is of so many bytes and holds so many messages. `together`:
 * the frames of all rooms in one write.
 */
export type BareOrder = {
  perSecond: number;
  rooms: number;
  together: boolean;
  frameBytes: number;
  messages: number;
  seconds: number;
};
export type BareDone = { frames: number; seconds: number; cpuSeconds: number };

const sockets = openBareServer();

const MESSAGE = '{"seq":1}';

/** Text that the receivers take for events, padded to the size of real ones, with the time at its end as senders write it. */
function framed({ frameBytes, messages }: BareOrder): Buffer {
  const head = `42["events",[${MESSAGE.repeat(messages)}"`;
  const tail = ` @${Date.now()}"]]`;
  const text = head + 'x'.repeat(Math.max(0, frameBytes - head.length - tail.length)) + tail;
  // An unmasked text frame of RFC 6455, as it lies on the wire.
  const header = text.length < 126 ? [0x81, text.length] : [0x81, 126, text.length >> 8, text.length & 255];
  return Buffer.concat([Buffer.from(header), Buffer.from(text)]);
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const order: BareOrder = JSON.parse(line);
  const began = performance.now();
  const cpu = process.cpuUsage();
  let ticks = 0;
  const timer = setInterval(() => {
    const elapsed = (performance.now() - began) / 1000;
    for (; ticks < Math.floor(Math.min(elapsed, order.seconds) * order.perSecond); ticks++) {
      const frames = Array.from({ length: order.rooms }, () => framed(order));
      for (const bytes of order.together ? [Buffer.concat(frames)] : frames) {
        for (const { tcp } of sockets) tcp.write(bytes);
      }
    }
    if (elapsed < order.seconds) return;
    clearInterval(timer);
    const used = process.cpuUsage(cpu);
    const seconds = (performance.now() - began) / 1000;
    const done: BareDone = { frames: ticks * order.rooms * sockets.size, seconds, cpuSeconds: (used.user + used.system) / 1e6 };
    process.stdout.write(`${JSON.stringify(done)}\n`);
  }, 2);
});
