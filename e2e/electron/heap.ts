/** How much lives on the heaps of the desktop application's pages and of its engine. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import type { ElectronApp } from '../fixtures/app.ts';

const Targets = z.array(z.object({ type: z.string(), url: z.string(), webSocketDebuggerUrl: z.string() }));
const Diagnosed = z.object({ result: z.object({ value: z.object({ timelines: z.int(), ports: z.int() }) }) });
const Told = z.object({ id: z.int().optional(), params: z.object({ chunk: z.string().optional() }).optional() });
/** What V8 keeps for itself. */
const V8_OWN = ['code', 'hidden', 'object shape'];
/** V8's memory of numbers as text: once it has seen enough of them it is 128 KB, and stays so. */
const V8_CACHE = 'number_string_cache';

/**
 * V8's heap snapshot: flat lists of nodes and edges, each a row of as many numbers as it has fields. `type` is an index into the first of
 * `node_types`, an edge's name one into `strings`, and where it leads to one into `nodes`.
 */
const Snapshot = z.object({
  snapshot: z.object({
    meta: z.object({
      node_fields: z.array(z.string()),
      node_types: z.tuple([z.array(z.string())]).rest(z.unknown()),
      edge_fields: z.array(z.string()),
      edge_types: z.tuple([z.array(z.string())]).rest(z.unknown()),
    }),
  }),
  nodes: z.array(z.number()),
  edges: z.array(z.number()),
  strings: z.array(z.string()),
});

/**
 * What lives after garbage was collected (bytes), elements of the page included: of all pages that people see together, and of the
 * engine. Compiled code, and what V8 notes for itself of code and of shapes, does not count: the longer functions run, the more of it there is.
 */
export async function liveHeaps(electron: ElectronApp): Promise<{ pages: number; engine: number }> {
  const targets = await targetsOf(electron);
  const sum = async (of: typeof targets) => {
    let all = 0;
    for (const { webSocketDebuggerUrl } of of) all += livingIn(await heapSnapshot(webSocketDebuggerUrl));
    return all;
  };
  return {
    pages: await sum(targets.filter(({ type, url }) => type === 'page' && url.endsWith('/index.html'))),
    engine: await sum(targets.filter(({ type }) => type === 'shared_worker')),
  };
}

function livingIn({ snapshot: { meta }, nodes, edges, strings }: z.infer<typeof Snapshot>): number {
  const [type, size] = [meta.node_fields.indexOf('type'), meta.node_fields.indexOf('self_size')];
  const own = new Set(V8_OWN.map((name) => meta.node_types[0].indexOf(name)));
  let bytes = 0;
  for (let at = 0; at < nodes.length; at += meta.node_fields.length) {
    if (!own.has(nodes[at + type] ?? -1)) bytes += nodes[at + size] ?? 0;
  }
  const [kind, name, to] = ['type', 'name_or_index', 'to_node'].map((field) => meta.edge_fields.indexOf(field));
  const [internal, cache] = [meta.edge_types[0].indexOf('internal'), strings.indexOf(V8_CACHE)];
  for (let at = 0; at < edges.length; at += meta.edge_fields.length) {
    if (edges[at + (kind ?? 0)] === internal && edges[at + (name ?? 0)] === cache)
      return bytes - (nodes[(edges[at + (to ?? 0)] ?? 0) + size] ?? 0);
  }
  return bytes;
}

/** Taking a snapshot collects garbage; the collection before it sets finalisers free, this one what they held. */
async function heapSnapshot(address: string): Promise<z.infer<typeof Snapshot>> {
  const socket = new WebSocket(address);
  const chunks: string[] = [];
  const taken = new Promise<void>((resolve, reject) => {
    socket.addEventListener('message', ({ data }) => {
      const { id, params } = Told.parse(JSON.parse(String(data)));
      if (params?.chunk !== undefined) chunks.push(params.chunk);
      if (id === 2) resolve();
    });
    socket.addEventListener('error', reject);
  });
  socket.addEventListener('open', () => {
    for (const [at, method] of ['HeapProfiler.collectGarbage', 'HeapProfiler.takeHeapSnapshot'].entries())
      socket.send(JSON.stringify({ id: at + 1, method }));
  });
  await taken;
  socket.close();
  return Snapshot.parse(JSON.parse(chunks.join('')));
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
