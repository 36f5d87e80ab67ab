/** How much lives on the heaps of the desktop application's pages and of its engine. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import type { ElectronApp } from '../fixtures/app.ts';

const Targets = z.array(z.object({ type: z.string(), url: z.string(), webSocketDebuggerUrl: z.string() }));
const Diagnosed = z.object({ result: z.object({ value: z.object({ timelines: z.int(), ports: z.int() }) }) });
const Reply = z.object({ id: z.int(), result: z.object({ usedSize: z.number().optional() }).optional() });

/** What lives after garbage was collected (bytes): of all pages that people see together, and of the engine. */
export async function liveHeaps(electron: ElectronApp): Promise<{ pages: number; engine: number }> {
  const targets = await targetsOf(electron);
  const sum = async (of: typeof targets) => (await Promise.all(of.map(liveHeap))).reduce((all, one) => all + one, 0);
  return {
    pages: await sum(targets.filter(({ type, url }) => type === 'page' && url.endsWith('/index.html'))),
    engine: await sum(targets.filter(({ type }) => type === 'shared_worker')),
  };
}

async function liveHeap({ webSocketDebuggerUrl }: z.infer<typeof Targets>[number]): Promise<number> {
  const socket = new WebSocket(webSocketDebuggerUrl);
  const replies = new Map<number, (size: number) => void>();
  socket.addEventListener('message', ({ data }) => {
    const reply = Reply.safeParse(JSON.parse(String(data)));
    if (reply.success) replies.get(reply.data.id)?.(reply.data.result?.usedSize ?? 0);
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  const send = (id: number, method: string) =>
    new Promise<number>((resolve) => {
      replies.set(id, resolve);
      socket.send(JSON.stringify({ id, method }));
    });
  // The first collection sets finalisers free, the second what they held.
  await send(1, 'HeapProfiler.collectGarbage');
  await send(2, 'HeapProfiler.collectGarbage');
  const size = await send(3, 'Runtime.getHeapUsage');
  socket.close();
  return size;
}

/** What the engine says of itself, asked on a port of its own. */
export async function diagnosticsOf(electron: ElectronApp, page: Page): Promise<{ timelines: number; ports: number }> {
  const worker = (await targetsOf(electron)).find(({ type }) => type === 'shared_worker');
  if (!worker) throw new Error('There is no engine.');
  const answer = await page.evaluate(
    ({ url, name }) =>
      new Promise<unknown>((resolve) => {
        const { port } = new SharedWorker(url, { type: 'module', name });
        port.addEventListener('message', ({ data }) => {
          port.postMessage({ t: 'leave' });
          resolve(data);
        });
        port.start();
        port.postMessage({ t: 'call', id: 'asked', name: 'diagnostics', input: {} });
      }),
    { url: worker.url, name: 'mullion-engine' },
  );
  return Diagnosed.parse(answer).result.value;
}

async function targetsOf(electron: ElectronApp): Promise<z.infer<typeof Targets>> {
  const [port] = (await readFile(join(electron.profile, 'DevToolsActivePort'), 'utf8')).split('\n');
  return Targets.parse(await (await fetch(`http://127.0.0.1:${port}/json/list`)).json());
}
