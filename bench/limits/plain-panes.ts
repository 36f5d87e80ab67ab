/** Serves plain-panes.html and feeds it rows at a steady rate over one bare WebSocket. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

export type PlainPanes = { url: string; close(): void };

/** Rows go out every 20 ms, as many as the rate asks for, over the panes in turn. */
export function servePlainPanes(panes: number, perSecond: number, texts: readonly string[]): Promise<PlainPanes> {
  const page = readFileSync(new URL('plain-panes.html', import.meta.url));
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(page));
  const sockets = new WebSocketServer({ server });
  let sent = 0;
  const started = performance.now();
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - started) / 1000) * perSecond);
    const rows = [];
    for (; sent < due; sent++)
      rows.push({ pane: sent % panes, time: '07:44', name: 'Mara', text: texts[sent % texts.length] ?? '' });
    if (rows.length) for (const socket of sockets.clients) socket.send(JSON.stringify(rows));
  }, 20);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      resolve({
        url: `http://127.0.0.1:${port}/?panes=${panes}`,
        close: () => {
          clearInterval(timer);
          for (const socket of sockets.clients) socket.terminate();
          server.close();
        },
      });
    });
  });
}
