/**
 * What the anchor does for its engine: gives it what it starts with, tells the main process when it is up, and hands on
 * what only the main process can do.
 */

import type { DesktopApi, DesktopOutput } from '../../shared/desktop-api.ts';
import type { EngineStart } from '../../shared/engine-api.ts';
import type { Settings } from '../../shared/settings.ts';
import type { EngineClient } from '../client/engine-client.ts';

/** What an engine of this desktop starts with. Asked for each engine: the secret changes while one lives. */
export async function engineStart(desktop: DesktopApi, { server, version }: DesktopOutput<'info'>): Promise<EngineStart> {
  const { secret } = await desktop.call('loadSecret', { server });
  return { server, client: `desktop ${version}`, session: { kind: 'secret', secret } };
}

/** Relays for as long as the page lives. `failed` hears of what the main process refused. */
export function relay(engine: EngineClient, desktop: DesktopApi, failed: (what: string, error: unknown) => void): void {
  const done = (what: string, call: Promise<unknown>): void => {
    call.catch((error: unknown) => failed(what, error));
  };
  const tell = (settings: Settings): void => done('the settings were not told', desktop.call('settings', { settings }));
  engine.onAttach((attached) => {
    done('the engine was not announced', desktop.call('engineReady', { epoch: attached.engine }));
    tell(attached.shared.settings);
  });
  engine.on('frame', ({ shared }) => shared?.settings && tell(shared.settings));
  engine.on('secret', (push) => done('the secret was not kept', desktop.call('saveSecret', push)));
  desktop.on('closed', (gone) => done('a closed window was not forgotten', engine.call('forgetWindow', gone)));
  engine.on('badge', (totals) => done('the badge was not shown', desktop.call('badge', totals)));
}
