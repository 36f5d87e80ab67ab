/** The window's entry point: this page's platform, its engine, and the sign-in ticket it may have been given. */
import { connectEngine } from './client/connect.ts';
import { thisPlatform } from './platform/this-page.ts';
import { startWindow } from './start.tsx';
import { keepTicket } from './state/ticket.ts';

const platform = await thisPlatform();
const engine = connectEngine({
  host: platform.engine,
  window: platform.window,
  log: (message, detail) => console.warn(message, detail),
});
engine.on('outdated', () => location.reload());
window.addEventListener('pagehide', () => engine.close());
// A browser may show a page again that had gone: it has left its engine, and begins anew.
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});
keepTicket(engine, platform.takeTicket());
await startWindow(platform, engine);
