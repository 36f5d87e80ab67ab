import { once } from 'node:events';
import type { Socket } from 'node:net';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { problem } from '../../shared/errors.ts';
import { Bundle } from './bundle.ts';
import { eventFrame } from './event-frame.ts';

it('sockets that hear the same share one bundle; others get only what they hear', () => {
  const [one, two] = [Buffer.from('one'), Buffer.from('two')];
  const nothing = new Bundle();
  expect(nothing.with(one).with(two)).toBe(nothing.with(one).with(two));
  expect(nothing.with(one).with(two).bytes.toString()).toBe('onetwo');
  expect(nothing.with(two).bytes).toBe(two);
});

it('frames of every size arrive as the packets they are, end to end', async () => {
  const server = new WebSocketServer({ port: 0 });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has a port.');
  const connected = new Promise<Socket>((resolve) => server.once('connection', (_, { socket }) => resolve(socket)));
  const client = new WebSocket(`ws://127.0.0.1:${address.port}`);
  const tcp = await connected;
  const length = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 65_300, max: 65_700 }));
  await fc.assert(
    fc.asyncProperty(fc.array(length, { minLength: 1, maxLength: 5 }), async (lengths) => {
      const sentences = lengths.map((bytes) => 'ü'.repeat(bytes / 2) + 'x'.repeat(bytes % 2));
      const frames = sentences.map((sentence) => eventFrame('bye', problem('internal', sentence)));
      const heard: string[] = [];
      const all = new Promise<void>((resolve) => {
        client.on('message', (data) => {
          if (heard.push(String(data)) === frames.length) resolve();
        });
      });
      tcp.write(frames.reduce((bundle, frame) => bundle.with(frame), new Bundle()).bytes);
      await all;
      client.removeAllListeners('message');
      expect(heard).toEqual(sentences.map((sentence) => `42${JSON.stringify(['bye', problem('internal', sentence)])}`));
    }),
    { numRuns: 50 },
  );
  client.terminate();
  server.close();
});
