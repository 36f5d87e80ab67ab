/** Puts the window together from its parts: the platform, the engine, the stores, the words, the view. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import type { EngineClient } from './client/engine-client.ts';
import { startI18n } from './i18n/i18n.ts';
import { PlatformProvider } from './platform/context.ts';
import type { Platform } from './platform/platform.ts';
import { keepAppearance } from './settings/appearance.ts';
import { connectState } from './state/connect.ts';
import { keepDesks } from './state/desks.ts';
import { EngineProvider } from './state/engine.ts';
import { keepLayout } from './state/layout-persistence.ts';
import { keepMoves } from './state/moves.ts';
import { outboxFeed } from './state/outbox.ts';
import { keepReveals } from './state/reveal.ts';
import { useSettings } from './state/settings.ts';
import { keepLayoutHistory } from './state/undo-layout.ts';
import { keepTrail } from './state/whereabouts.ts';
import { keepSpan } from './state/window-form.ts';
import './styles/app.css';

/** Shows the application in `#root`. */
export async function startWindow(platform: Platform, engine: EngineClient): Promise<void> {
  await startI18n(useSettings.getState().settings.language);
  connectState(engine, [outboxFeed]);
  keepAppearance();
  keepSpan(platform);
  const layout = keepLayout(engine, room);
  platform.turns?.follow(layout);
  if (platform.desks) keepDesks(platform.desks);
  keepLayoutHistory();
  keepTrail();
  keepMoves(engine, platform.windows, room);
  if (platform.outside) keepReveals(platform.outside);
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no #root.');
  createRoot(root).render(
    <StrictMode>
      <PlatformProvider value={platform}>
        <EngineProvider value={engine}>
          <App />
        </EngineProvider>
      </PlatformProvider>
    </StrictMode>,
  );
}

/** How large the workspace is, or will be once it is shown (px). */
function room(): { width: number; height: number } {
  const shown = document.querySelector('.workspace')?.getBoundingClientRect();
  if (shown && shown.width > 0) return shown;
  const { sidebarShown, sidebarWidth } = useSettings.getState().settings;
  return { width: window.innerWidth - (sidebarShown ? sidebarWidth : 0), height: window.innerHeight - BARS };
}

/** The bar at the top and the line at the bottom (px). */
const BARS = 60;
