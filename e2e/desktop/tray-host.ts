/**
 * The part of a desktop that shows tray icons (StatusNotifierItem, with menus by com.canonical.dbusmenu), as far as tests look at
 * it: whoever registers an icon is asked for what it shows, and its menu can be clicked.
 */
import { join } from 'node:path';
import { type Bus, openBus } from '../../electron/bus/bus.ts';
import type { Message } from '../../electron/bus/message.ts';
import { type BusValue, entriesOf, isList, isVariant } from '../../electron/bus/wire-format.ts';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const ITEM = 'org.kde.StatusNotifierItem';
const MENU = 'com.canonical.dbusmenu';
const PROPERTIES = 'org.freedesktop.DBus.Properties';

/** An entry of a menu. Separators have no label. */
export type Entry = {
  id: number;
  label: string;
  enabled: boolean;
  /** Null where it is nothing to be ticked. */
  checked: boolean | null;
  children: Entry[];
};
export type Picture = { width: number; height: number /** Alpha, red, green, blue: four bytes a pixel. */; argb: Uint8Array };
/** `file`: where the picture is, on desktops that want a file. */
export type Icon = { tooltip: string; pictures: Picture[]; file: string | null; menu: Entry[] };

export class TrayHost {
  readonly #bus: Bus;
  #items: { owner: string; service: string; path: string }[] = [];

  private constructor(bus: Bus) {
    this.#bus = bus;
  }

  /** Begins to show icons on the desktop with this environment. */
  static async start(env: Readonly<Record<string, string>>): Promise<TrayHost> {
    const bus = await openBus(env.DBUS_SESSION_BUS_ADDRESS ?? '');
    const host = new TrayHost(bus);
    bus.onMessage((message) => {
      if (message.kind === 'call') host.#answer(message);
    });
    await bus.listen(
      "type='signal',interface='org.freedesktop.DBus',member='NameOwnerChanged'",
      { interface: 'org.freedesktop.DBus', member: 'NameOwnerChanged' },
      ({ body: [name, , now] }) => {
        if (now === '') host.#items = host.#items.filter((item) => item.owner !== name && item.service !== name);
      },
    );
    await bus.call({
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member: 'RequestName',
      signature: 'su',
      body: [WATCHER, 4],
    });
    bus.signal({ path: '/StatusNotifierWatcher', interface: WATCHER, member: 'StatusNotifierHostRegistered' }, '', []);
    return host;
  }

  /** How many icons there are. */
  get count(): number {
    return this.#items.length;
  }

  /** The icon as it is now; null while there is none. */
  async icon(): Promise<Icon | null> {
    const item = this.#items.at(-1);
    if (item === undefined) return null;
    const all = entriesOf((await this.#ask(PROPERTIES, 'GetAll', 's', [ITEM]))[0]);
    const tooltip = all.get('ToolTip');
    const menu = all.get('Menu');
    const pictures = all.get('IconPixmap');
    const name = all.get('IconName');
    return {
      tooltip: isList(tooltip) ? String(tooltip[2]) : '',
      pictures: isList(pictures) ? pictures.flatMap(pictureOf) : [],
      file: name === undefined || name === '' ? null : join(String(all.get('IconThemePath')), `${String(name)}.png`),
      menu: typeof menu === 'string' ? await this.#menu(item.service, menu) : [],
    };
  }

  /** What is said of the icon when one points at it; empty while there is none. */
  async tooltip(): Promise<string> {
    if (this.count === 0) return '';
    const [tooltip] = await this.#ask(PROPERTIES, 'Get', 'ss', [ITEM, 'ToolTip']);
    const parts = isVariant(tooltip) ? tooltip.value : [];
    return isList(parts) ? String(parts[2]) : '';
  }

  /** The labels of a menu with its submenus, one a line, indented; what is ticked has a mark before it. */
  async menuText(): Promise<string> {
    return linesOf((await this.icon())?.menu ?? []).join('\n');
  }

  /** Chooses from the menu, through submenus, by what entries begin with. */
  async choose(...labels: string[]): Promise<void> {
    const item = this.#items.at(-1);
    const menu = entriesOf((await this.#ask(PROPERTIES, 'GetAll', 's', [ITEM]))[0]).get('Menu');
    if (item === undefined || typeof menu !== 'string') throw new Error('There is no tray icon with a menu.');
    let within = await this.#menu(item.service, menu);
    let chosen: Entry | undefined;
    for (const label of labels) {
      chosen = within.find((entry) => entry.label.startsWith(label));
      if (chosen === undefined) throw new Error(`The menu has no "${label}", but: ${linesOf(within).join(' | ')}`);
      within = chosen.children;
    }
    const clicked: BusValue[] = [chosen?.id ?? 0, 'clicked', { signature: 's', value: '' }, 0];
    await this.#bus.call({
      destination: item.service,
      path: menu,
      interface: MENU,
      member: 'Event',
      signature: 'isvu',
      body: clicked,
    });
  }

  /** Clicks the icon itself. */
  async activate(): Promise<void> {
    await this.#ask(ITEM, 'Activate', 'ii', [0, 0]);
  }

  /** Shows nothing any more, as when a panel ends. */
  stop(): void {
    this.#bus.close();
  }

  async #menu(destination: string, path: string): Promise<Entry[]> {
    const about = { destination, path, interface: MENU };
    const [, root] = await this.#bus.call({ ...about, member: 'GetLayout', signature: 'iias', body: [0, -1, []] });
    return root === undefined ? [] : (entryOf(root)?.children ?? []);
  }

  async #ask(of: string, member: string, signature: string, body: BusValue[]): Promise<readonly BusValue[]> {
    const item = this.#items.at(-1);
    if (item === undefined) throw new Error('There is no tray icon.');
    return this.#bus.call({ destination: item.service, path: item.path, interface: of, member, signature, body });
  }

  #answer(call: Message): void {
    const [first, second] = call.body;
    if (call.interface === PROPERTIES && call.member === 'Get') {
      const value = second === 'ProtocolVersion' ? { signature: 'i', value: 0 } : { signature: 'b', value: true };
      this.#bus.answer(call, 'v', [value]);
    } else if (call.member === 'RegisterStatusNotifierItem' && typeof first === 'string') {
      const owner = call.sender ?? '';
      // Some give their name, some the path of their object.
      const given = first.startsWith('/') ? { service: owner, path: first } : { service: first, path: '/StatusNotifierItem' };
      this.#items.push({ owner, ...given });
      this.#bus.answer(call, '', []);
    } else this.#bus.answer(call, '', []);
  }
}

function pictureOf(value: BusValue): Picture[] {
  const [width, height, argb] = isList(value) ? value : [];
  return typeof width === 'number' && typeof height === 'number' && argb instanceof Uint8Array ? [{ width, height, argb }] : [];
}

function entryOf(value: BusValue): Entry | null {
  const item = isVariant(value) ? value.value : value;
  const [id, properties, children] = isList(item) ? item : [];
  if (typeof id !== 'number') return null;
  const of = entriesOf(properties);
  const state = of.get('toggle-state');
  return {
    id,
    label:
      of.get('type') === 'separator'
        ? ''
        : String(of.get('label') ?? '')
            .replaceAll('__', '\0')
            .replaceAll('_', '')
            .replaceAll('\0', '_'),
    enabled: of.get('enabled') !== false,
    checked: typeof state === 'number' && of.has('toggle-type') ? state === 1 : null,
    children: isList(children) ? children.flatMap((child) => entryOf(child) ?? []) : [],
  };
}

function linesOf(entries: readonly Entry[], indent = ''): string[] {
  return entries.flatMap(({ label, checked, children }) => [
    `${indent}${checked === true ? '✓ ' : ''}${label === '' ? '—' : label}`,
    ...linesOf(children, `${indent}  `),
  ]);
}
