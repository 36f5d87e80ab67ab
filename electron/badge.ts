/** Mentions where the desktop shows them beside the application's icon. */
import { type App, type BrowserWindow, nativeImage } from 'electron';
import type { Totals } from './title.ts';
import type { Words } from './words/words.ts';

const DOT_PX = 16;
/** The mention colour of the themes, as the blue, green, red and alpha bytes that a bitmap wants. */
const DOT_BGRA = [0x4d, 0x5c, 0xf2, 0xff];

/** Shows mentions on the dock or launcher (macOS, Linux) or on the task bar's buttons (Windows); elsewhere titles alone tell. */
export function showBadge(app: App, windows: readonly BrowserWindow[], { mentions }: Totals, { say }: Pick<Words, 'say'>): void {
  if (process.platform !== 'win32') {
    app.setBadgeCount(mentions);
    return;
  }
  const dot = mentions > 0 ? nativeImage.createFromBitmap(Buffer.from(dotBitmap()), { width: DOT_PX, height: DOT_PX }) : null;
  for (const window of windows) window.setOverlayIcon(dot, mentions > 0 ? say('badge.mentions', { count: mentions }) : '');
}

/** A filled circle, four bytes a pixel. */
function dotBitmap(): number[] {
  const middle = (DOT_PX - 1) / 2;
  const pixels = Array.from({ length: DOT_PX * DOT_PX }, (_, at) => {
    const inside = Math.hypot((at % DOT_PX) - middle, Math.floor(at / DOT_PX) - middle) <= middle;
    return inside ? DOT_BGRA : [0, 0, 0, 0];
  });
  return pixels.flat();
}
