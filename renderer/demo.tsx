/**
 * The application on an engine in memory, to look at and to photograph. What it shows is in the address:
 * `?state=offline&theme=light&rate=200`.
 */
import { z } from '../shared/schema.ts';
import { demoEngine } from './demo-engine.ts';
import type { Platform } from './platform/platform.ts';
import { startWindow } from './start.tsx';

const Options = z.object({
  state: z.enum(['workspace', 'signed-out', 'offline', 'connecting', 'refused', 'none']).catch('workspace'),
  theme: z.enum(['dark', 'light']).catch('dark'),
  /** Messages a second. */
  rate: z.coerce.number().min(0).max(5000).catch(0),
});

const options = Options.parse(Object.fromEntries(new URLSearchParams(location.search)));

const platform: Platform = {
  kind: 'browser',
  window: 'demo',
  version: 'demo',
  takeTicket: () => null,
  openLink: (url) => void window.open(url, '_blank', 'noopener,noreferrer'),
  openWindow: () => void window.open(location.href, '_blank', 'noopener'),
  engine: { connect: () => Promise.reject(new Error('The demo page brings its own engine.')) },
};

await startWindow(platform, demoEngine({ state: options.state, perSecond: options.rate, theme: options.theme }));
