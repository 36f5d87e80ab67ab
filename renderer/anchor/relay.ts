/**
 * What the anchor does for its engine: gives it what it starts with, tells the main process when it is up, hands on
 * what only the main process can do, and tells the engine what only the main process knows.
 */

import type { DesktopApi, DesktopOutput } from '../../shared/desktop-api.ts';
import type { EngineStart } from '../../shared/engine-api.ts';
import type { Settings } from '../../shared/settings.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { trayTeller } from './tray-teller.ts';

/** What an engine of this desktop starts with. Asked for each engine: the secret changes while one lives. */
export async function engineStart(
  desktop: DesktopApi,
  { server, version, startedAt }: DesktopOutput<'info'>,
): Promise<EngineStart> {
  const { secret } = await desktop.call('loadSecret', { server });
  return { server, client: `desktop ${version}`, startedAt, session: { kind: 'secret', secret } };
}

/** Relays for as long as the page lives. `failed` hears of what the main process refused, or the engine. */
export function relay(
  engine: EngineClient,
  desktop: DesktopApi,
  failed: (what: string, error: unknown) => void,
  later: (task: () => void) => void = soon,
): void {
  const done = (what: string, call: Promise<unknown>): void => {
    call.catch((error: unknown) => failed(what, error));
  };
  const tell = (settings: Settings): void => done('the settings were not told', desktop.call('settings', { settings }));
  const tray = trayTeller((model) => done('the tray was not told', desktop.call('tray', model)), later);
  engine.onAttach((attached) => {
    done('the engine was not announced', desktop.call('engineReady', { epoch: attached.engine }));
    tell(attached.shared.settings);
    tray.is(attached.shared);
  });
  engine.on('frame', ({ shared }) => {
    if (shared?.settings) tell(shared.settings);
    if (shared) tray.changed(shared);
  });
  engine.on('secret', (push) => done('the secret was not kept', desktop.call('saveSecret', push)));
  desktop.on('closed', (gone) => done('a closed window was not forgotten', engine.call('forgetWindow', gone)));
  engine.on('toasts', (push) => done('toasts were not shown', desktop.call('toasts', push)));
  engine.on('reads', (push) => done('toasts were not taken away', desktop.call('reads', push)));
  engine.on('badge', (totals) => done('the badge was not shown', desktop.call('badge', totals)));
  engine.on('chose', (push) => done('the chosen presence was not told', desktop.call('chose', push)));

  desktop.on('circumstances', (now) => done('the circumstances were not told', engine.call('circumstances', now)));
  desktop.on('sleep', (push) => done('the engine was not told of a sleep', engine.call('sleep', push)));
  desktop.on('choosePresence', ({ status }) => {
    const note = tray.note();
    done('the presence was not chosen', engine.call('presence', { status, ...(note === undefined ? {} : { note }) }));
  });
  desktop.on('signOut', () => done('the person was not signed out', engine.call('signOut', {})));
}

/** Unread counts change with every message: the tray is told no more often than this (ms). */
const GATHER_MS = 200;
const soon = (task: () => void): void => void setTimeout(task, GATHER_MS);
