/** Mentions where the desktop shows them beside the application's icon. */
import { type App, type BrowserWindow, nativeImage } from 'electron';
import type { Bus } from './bus/bus.ts';
import { sayCount } from './launcher-badge.ts';
import type { Totals } from './title.ts';
import type { Words } from './words/words.ts';

const DOT_PX = 16;
/** The mention colour of the themes, as the blue, green, red and alpha bytes that a bitmap wants. */
const DOT_BGRA = [0x4d, 0x5c, 0xf2, 0xff];

export type BadgeParts = {
  app: App;
  windows: () => readonly BrowserWindow[];
  words: Pick<Words, 'say'>;
  /** The session bus, where there is one. */
  bus: () => Bus | null;
};

export interface Badge {
  /** Shows mentions on the dock or launcher (macOS, Linux) or on the task bar's buttons (Windows); elsewhere titles alone tell. */
  show(totals: Totals): void;
  /** Shows the same again, to whoever has come since. */
  again(): void;
}

export function openBadge({ app, windows, words, bus }: BadgeParts): Badge {
  let mentions = 0;

  function show(): void {
    if (process.platform === 'linux') sayCount(bus(), mentions);
    else if (process.platform === 'win32') showOverlay();
    else app.setBadgeCount(mentions);
  }

  function showOverlay(): void {
    const dot = mentions > 0 ? nativeImage.createFromBitmap(Buffer.from(dotBitmap()), { width: DOT_PX, height: DOT_PX }) : null;
    for (const window of windows())
      window.setOverlayIcon(dot, mentions > 0 ? words.say('badge.mentions', { count: mentions }) : '');
  }

  return {
    show(totals) {
      ({ mentions } = totals);
      show();
    },
    again: show,
  };
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
