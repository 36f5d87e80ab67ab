/**
 * The icon in the tray: drawn, named and given its menu anew when what it shows is something else, and no more often than a person
 * can see. On Linux it is only there while the desktop shows such icons, and made again when it begins to.
 */
import { Menu, type NativeImage, nativeImage, Tray } from 'electron';
import { nobody, type TrayModel } from '../../shared/tray-model.ts';
import type { AttentionKeeper } from '../attention.ts';
import type { Totals } from '../title.ts';
import type { Words } from '../words/words.ts';
import { type Face, faceOf, tooltipOf } from './face.ts';
import { type Desks, type TrayActs, trayMenu } from './menu.ts';
import { draw } from './picture.ts';

/** What gathers for this long (ms) is shown at once. */
const GATHER_MS = 300;

export type TrayParts = {
  words: Words;
  attention: AttentionKeeper;
  desks: Desks;
  act: Omit<TrayActs, 'disturbNotUntil' | 'present' | 'switchDesk'>;
};

export interface TrayIcon {
  /** What it shows of conversations. */
  show(model: TrayModel): void;
  showTotals(totals: Totals): void;
  /** On Linux: whether the desktop shows icons. Told before anything is shown, and whenever it begins to or no longer does. */
  hosted(on: boolean): void;
  /** Whether it is certain that the person can see it. */
  isHosted(): boolean;
  stop(): void;
}

export function openTray({ words, attention, desks, act }: TrayParts): TrayIcon {
  let model = nobody;
  let totals: Totals = { unread: 0, mentions: 0 };
  let tray: Tray | null = null;
  let due: NodeJS.Timeout | undefined;
  /** What is shown: what is the same is not sent again. */
  let shown: { face?: string; tooltip?: string; menu?: string } = {};

  const acts: TrayActs = {
    ...act,
    disturbNotUntil: attention.disturbNotUntil,
    present: attention.present,
    switchDesk: (id) => desks.switchTo(id),
  };

  /** Drawn once each. */
  const images = new Map<string, NativeImage>();
  function imageFor(face: Face): NativeImage {
    const key = JSON.stringify(face);
    const image = images.get(key) ?? imageOf(face, process.platform);
    images.set(key, image);
    return image;
  }

  function update(): void {
    due = undefined;
    if (tray === null || tray.isDestroyed()) return;
    const face = faceOf(model, totals);
    const faceKey = JSON.stringify(face);
    if (shown.face !== faceKey) tray.setImage(imageFor(face));
    const tooltip = tooltipOf(model, totals, words);
    if (shown.tooltip !== tooltip) tray.setToolTip(tooltip);
    const view = {
      model,
      totals,
      presenting: attention.isPresenting(),
      undisturbedUntil: attention.undisturbedUntil(),
      desks,
      now: Date.now(),
    };
    const template = trayMenu(view, words, acts);
    const menu = JSON.stringify(template);
    // An open menu closes, or jumps, when it is set anew.
    if (shown.menu !== menu) tray.setContextMenu(Menu.buildFromTemplate(template));
    shown = { face: faceKey, tooltip, menu };
  }

  const soon = (): void => {
    due ??= setTimeout(update, GATHER_MS);
  };

  function make(): void {
    tray?.destroy();
    shown = {};
    tray = new Tray(imageFor(faceOf(model, totals)));
    tray.on('click', () => act.open());
    update();
  }

  let seen = process.platform !== 'linux';
  if (seen) make();
  words.shown(soon);
  attention.onChange(soon);
  desks.onChange(soon);
  return {
    show(next) {
      model = next;
      soon();
    },
    showTotals(next) {
      totals = next;
      soon();
    },
    hosted(on) {
      seen = on;
      // One that was made before the desktop showed any is not seen, whatever it is told. Where it shows none, an older kind of
      // tray may: nobody says.
      if (on || tray === null) make();
    },
    isHosted: () => seen,
    stop() {
      clearTimeout(due);
      tray?.destroy();
      tray = null;
    },
  };
}

/** The icon's side at a scale of 1 (px): a Linux panel scales one large picture to what it wants, others take the one that fits. */
const LINUX_SIDE = 64;
const MAC_SIDE = 18;
const WINDOWS_SIDE = 16;

function imageOf(face: Face, platform: NodeJS.Platform): NativeImage {
  if (platform === 'linux')
    return nativeImage.createFromBitmap(bitmapOf(face, LINUX_SIDE), { width: LINUX_SIDE, height: LINUX_SIDE });
  const mac = platform === 'darwin';
  const image = nativeImage.createEmpty();
  for (const scaleFactor of [1, 1.5, 2, 3]) {
    const size = Math.round((mac ? MAC_SIDE : WINDOWS_SIDE) * scaleFactor);
    image.addRepresentation({ scaleFactor, width: size, height: size, buffer: bitmapOf(face, size, mac) });
  }
  image.setTemplateImage(mac);
  return image;
}

const bitmapOf = (face: Face, size: number, flat = false): Buffer => Buffer.from(draw(face, size, flat));
