/**
 * The application on an engine in memory, to look at, to photograph and to measure. What it shows is in the address:
 * `demo.html?state=offline&theme=light&rate=200`. `window.mullionDemo` is the engine, for scripts.
 */
import type { Link, SharedDiff } from '../shared/engine-api.ts';
import { problem } from '../shared/errors.ts';
import type { Impairment } from '../shared/protocol.ts';
import { z } from '../shared/schema.ts';
import { createFakeEngine, type FakeEngine } from './client/fake-engine.ts';
import { demoFloor } from './demo-script.ts';
import type { Platform } from './platform/platform.ts';
import { startWindow } from './start.tsx';

declare global {
  interface Window {
    mullionDemo?: FakeEngine;
  }
}

const Options = z.object({
  state: z
    .enum(['online', 'signed-out', 'connecting', 'offline', 'refused', 'cannot-store', 'deaf', 'engine-gone', 'no-channels'])
    .catch('online'),
  theme: z.enum(['dark', 'light', 'system']).catch('dark'),
  language: z.enum(['en', 'de']).catch('en'),
  density: z.enum(['dense', 'normal', 'roomy']).catch('dense'),
  /** Messages a second, over all channels in turn. */
  rate: z.coerce.number().min(0).max(5000).catch(0),
});
type Options = z.infer<typeof Options>;

const options = Options.parse(Object.fromEntries(new URLSearchParams(location.search)));

const platform: Platform = {
  kind: 'browser',
  window: 'demo',
  version: 'demo',
  server: location.origin,
  takeTicket: () => null,
  openLink: (url) => void window.open(url, '_blank', 'noopener,noreferrer'),
  openWindow: () => void window.open(location.href, '_blank', 'noopener'),
  windows: { fresh: () => 'demo', open: async () => {}, isAt: null, raise() {}, close() {}, endsEmpty: false },
  alwaysOnTop: null,
  windowForm: null,
  startAtLogin: null,
  keepRunning: null,
  turns: null,
  desks: null,
  outside: null,
  engine: { connect: () => Promise.reject(new Error('The demo page brings its own engine.')) },
};

const engine = createFakeEngine(demoFloor);
const { theme, language, density } = options;
engine.change({ settings: { ...engine.shared().settings, theme, language, density }, ...stateOf(options.state, engine) });
window.mullionDemo = engine;
await startWindow(platform, engine);
if (options.state === 'engine-gone') engine.detach();
if (options.rate > 0) flood(engine, options.rate);

function stateOf(state: Options['state'], from: FakeEngine): SharedDiff {
  const now = Date.now();
  switch (state) {
    case 'signed-out':
      return { me: null, link: { state: 'signed-out' } };
    case 'connecting':
      return { me: null, link: { state: 'connecting', since: now } };
    case 'offline':
      return { link: { state: 'offline', since: now - 120_000, retryAt: now + 8_000 } };
    case 'refused':
      return { link: { state: 'refused', problem: problem('protocol-too-old') } };
    case 'cannot-store':
      return { link: online(now, 'storing') };
    case 'deaf':
      return { link: online(now, 'other-servers') };
    case 'no-channels':
      return { channels: { upsert: [], remove: from.shared().channels.map((view) => view.channel.id) } };
    default:
      return {};
  }
}

function online(since: number, ...impaired: Impairment[]): Link {
  return { state: 'online', since, latencyMs: 4, clockOffsetMs: 0, impaired };
}

function flood(to: FakeEngine, perSecond: number): void {
  const rooms = demoFloor.channels.filter((channel) => channel.kind !== 'direct');
  const voices = demoFloor.people;
  const began = performance.now();
  let said = 0;
  const go = () => {
    for (const due = Math.floor(((performance.now() - began) / 1000) * perSecond); said < due; said++) {
      const room = rooms[said % rooms.length];
      const voice = voices[(said * 7) % voices.length];
      if (room && voice) to.say(room.name, voice.handle, `${said}: two way in size, ${(said * 37) % 1000} offered`);
    }
  };
  setInterval(go, Math.max(4, 1000 / perSecond));
}
