/** The tray's menu. Pure: what stands in it, and what each entry does, as a template. */
import type { MenuItemConstructorOptions } from 'electron';
import { type ChannelId, ChosenStatus } from '../../shared/model.ts';
import type { TrayModel, UnreadChannel } from '../../shared/tray-model.ts';
import type { Totals } from '../title.ts';
import type { Words } from '../words/words.ts';
import { endOf, type Span, spans } from './dnd-end.ts';
import { countsOf } from './face.ts';

/** The person's desks, as far as the tray lists them. */
export interface Desks {
  list(): readonly { id: string; name: string }[];
  current(): string | null;
  switchTo(id: string): void;
  /** Calls the listener whenever one of these has changed. */
  onChange(listener: () => void): void;
}

/** What the menu is made of. */
export type TrayView = {
  model: TrayModel;
  totals: Totals;
  presenting: boolean;
  /** When the timed "do not disturb" ends (ms), or null. */
  undisturbedUntil: number | null;
  desks: Pick<Desks, 'list' | 'current'>;
  now: number;
};

export type TrayActs = {
  choose(status: ChosenStatus): void;
  disturbNotUntil(end: number | null): void;
  present(on: boolean): void;
  /** Shows a channel, wherever it is or can be shown. */
  reveal(channel: ChannelId): void;
  switchDesk(id: string): void;
  open(): void;
  newWindow(): void;
  signOut(): void;
  quit(): void;
};

type Item = MenuItemConstructorOptions;
const line: Item = { type: 'separator' };
/** A longer name is cut: the menu is no wider than a hand. */
const LONGEST_NAME = 40;

export function trayMenu(view: TrayView, words: Pick<Words, 'say' | 'language'>, act: TrayActs): Item[] {
  const { say } = words;
  const signedIn = view.model.name !== null;
  const groups: Item[][] = [
    personIn(view, words),
    ...(signedIn ? [[presenceIn(view, words, act), undisturbedIn(view, words, act), presentingIn(view, words, act)]] : []),
    unreadIn(view, words, act),
    desksIn(view, words, act),
    [
      { label: say('tray.open'), click: () => act.open() },
      { label: say('tray.newWindow'), click: () => act.newWindow() },
    ],
    [
      ...(signedIn ? [{ label: say('tray.signOut'), click: () => act.signOut() }] : []),
      { label: say('tray.quit'), click: () => act.quit() },
    ],
  ];
  return groups.filter((group) => group.length > 0).flatMap((group, at) => (at === 0 ? group : [line, ...group]));
}

type Speaking = Pick<Words, 'say' | 'language'>;

function personIn({ model }: TrayView, { say }: Speaking): Item[] {
  const connection: Item = { label: say(`tray.link.${model.link}`), enabled: false };
  if (model.name === null) return [connection];
  const status = say(`tray.status.${model.status}`);
  return [{ label: say('tray.person', { name: labelled(model.name), status }), enabled: false }, connection];
}

function presenceIn({ model }: TrayView, { say }: Speaking, act: TrayActs): Item {
  const choices = ChosenStatus.options.map(
    (status): Item => ({
      label: say(`tray.status.${status}`),
      type: 'radio',
      checked: status === (model.chosen ?? 'available'),
      click: () => act.choose(status),
    }),
  );
  // Without a connection nobody could be told.
  return { label: say('tray.presence'), enabled: model.link === 'online', submenu: choices };
}

function undisturbedIn({ undisturbedUntil, now }: TrayView, words: Speaking, act: TrayActs): Item {
  const { say } = words;
  const labels: Record<Span, string> = {
    'half-hour': say('tray.halfHour'),
    hour: say('tray.hour'),
    morning: say('tray.until', { time: timeOf(endOf('morning', now), now, words) }),
  };
  const submenu: Item[] = spans.map((span) => ({
    label: labels[span],
    // The menu may have stood open for a while.
    click: () => act.disturbNotUntil(endOf(span, Date.now())),
  }));
  if (undisturbedUntil === null) return { label: say('tray.undisturbed'), submenu };
  return {
    label: say('tray.undisturbedUntil', { time: timeOf(undisturbedUntil, now, words) }),
    submenu: [{ label: say('tray.disturbAgain'), click: () => act.disturbNotUntil(null) }, line, ...submenu],
  };
}

function presentingIn({ presenting }: TrayView, { say }: Speaking, act: TrayActs): Item {
  return {
    label: say('tray.presenting'),
    type: 'checkbox',
    checked: presenting,
    click: () => act.present(!presenting),
  };
}

function unreadIn({ model, totals }: TrayView, words: Speaking, act: TrayActs): Item[] {
  const counts = countsOf(totals, words);
  if (counts === '') return [];
  const listed = model.channels.map(
    (channel): Item => ({
      label: words.say('tray.channel', { name: nameOf(channel), counts: countsOf(channel, words) }),
      click: () => act.reveal(channel.id),
    }),
  );
  const more: Item[] = model.more > 0 ? [{ label: words.say('tray.more', { count: model.more }), click: () => act.open() }] : [];
  return [{ label: counts, enabled: false }, ...listed, ...more];
}

function desksIn({ desks }: TrayView, { say }: Speaking, act: TrayActs): Item[] {
  const all = desks.list();
  // Nothing to choose from.
  if (all.length < 2) return [];
  const current = desks.current();
  const submenu = all.map(
    ({ id, name }): Item => ({
      label: labelled(name),
      type: 'radio',
      checked: id === current,
      click: () => act.switchDesk(id),
    }),
  );
  return [{ label: say('tray.desks'), submenu }];
}

const nameOf = ({ name, direct }: UnreadChannel): string => `${direct ? '' : '#'}${labelled(name)}`;

/** A name as part of a label: of one line, not too long, and without the sign that means a key there. */
function labelled(name: string): string {
  const short = [...name.replace(/\s+/gu, ' ')];
  const cut = short.length > LONGEST_NAME ? `${short.slice(0, LONGEST_NAME - 1).join('')}…` : short.join('');
  return cut.replaceAll('&', '&&');
}

/** "14:30", and on another day than now also which. */
function timeOf(at: number, now: number, { language }: Speaking): string {
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
  const parts: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  return new Intl.DateTimeFormat(language(), sameDay ? parts : { weekday: 'short', ...parts }).format(at);
}
