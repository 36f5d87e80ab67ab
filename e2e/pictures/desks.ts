/** The desks of the pictures: what stands on which monitor. Pure. */
import type { Bounds } from '../../electron/windows/placement.ts';
import type { DeskContents, DeskWindow } from '../../shared/desk-file.ts';
import { grid, LAYOUT_VERSION, type Pane, PaneId } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';
import { FREE, type WindowForm } from '../../shared/window-form.ts';

/** The part of a window that the window manager's title takes (px). */
const TITLE = 22;
/** Where the monitors of the test desktop begin: the main one has 2560×1440 pixels, each further one 1920×1080 (px). */
const [left, middle, right] = [0, 2560, 4480];

/** A trader's morning: rates and what moves them on the large monitor, clients and deals beside it, and who needs little room at the edge. */
const windows: { id: string; bounds: Bounds; columns: number; form?: WindowForm; panes: string[] }[] = [
  {
    id: 'main',
    bounds: framed({ x: left, y: 0, width: 2560, height: 1440 }),
    columns: 4,
    panes: ['rates-eur', 'fx-spot', 'desk-london', 'macro-news', 'credit-ig', 'equities-eu', 'vol', 'Conor Pell'],
  },
  {
    id: 'clients',
    bounds: framed({ x: middle, y: 0, width: 1920, height: 1080 }),
    columns: 3,
    panes: ['clients-nordic', 'project: Heron', 'research', 'ops-settle', 'rates-eur', 'fx-spot'],
  },
  {
    id: 'docked',
    bounds: framed({ x: right, y: 0, width: 960, height: 1080 }),
    columns: 1,
    form: { ...FREE, kind: 'docked-left', dockWidth: 420 },
    panes: ['desk-london'],
  },
  { id: 'vol', bounds: framed({ x: right + 440, y: 0, width: 1480, height: 780 }), columns: 2, panes: ['vol', 'credit-ig'] },
  {
    id: 'mini',
    bounds: framed({ x: right + 1400, y: 800, width: 500, height: 260 }),
    columns: 1,
    form: { ...FREE, kind: 'mini', mini: { x: right + 1580, y: 830, width: 320, height: 220 } },
    panes: ['Conor Pell'],
  },
];

/** The desk, for whoever knows the channels by their titles. */
export function threeMonitors(channels: ReadonlyMap<string, ChannelId>): DeskContents {
  return {
    windows: windows.map(({ id, columns, form, panes }): DeskWindow => {
      const all = panes.map((title, at) => paneOf(`${id}-${at}`, title, channels));
      const layout = { version: LAYOUT_VERSION, root: grid(all, columns), active: all[0]?.id ?? null } as const;
      return { id, alwaysOnTop: form?.kind === 'mini', layout, ...(form && { form }) };
    }),
    places: [{ displays: [], windows: Object.fromEntries(windows.map(({ id, bounds }) => [id, { bounds, state: 'normal' }])) }],
  };
}

function paneOf(id: string, title: string, channels: ReadonlyMap<string, ChannelId>): Pane {
  const channel = channels.get(title);
  if (channel === undefined) throw new Error(`There is no channel called ${title} in the samples.`);
  return { kind: 'timeline', id: PaneId.parse(id), channel };
}

function framed({ x, y, width, height }: Bounds): Bounds {
  return { x, y: y + TITLE, width, height: height - TITLE };
}
