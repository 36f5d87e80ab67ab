/** Desks made and given away: what only the engine has of them (the layouts) joined with what only the main process has (the windows). */
import { type DeskContents, renewed, writeDeskFile } from '../../shared/desk-file.ts';
import type { DeskId } from '../../shared/desks.ts';
import { FIRST_WINDOW } from '../../shared/layout.ts';
import type { Desks } from '../platform/platform.ts';
import type { EngineClient } from '../state/engine.ts';
import { emptyLayout, freshPaneId, useLayout } from '../state/layout.ts';

/** A new desk with one empty window, where this window is; and shows it. */
export async function makeEmptyDesk(engine: EngineClient, desks: Desks, shown: DeskId, name: string): Promise<void> {
  const { places } = await desks.read(shown);
  const own = engine.window ?? FIRST_WINDOW;
  const window = { id: own, alwaysOnTop: false, layout: emptyLayout() };
  await makeDesk(engine, desks, name, { windows: [window], places: [...places] });
}

/** One more desk just like this one; and shows it. */
export async function copyDesk(engine: EngineClient, desks: Desks, desk: DeskId, name: string): Promise<void> {
  await makeDesk(engine, desks, name, await contentsOf(engine, desks, desk));
}

/** A desk as a file; answers whether the person has kept it. */
export async function exportDesk(engine: EngineClient, desks: Desks, desk: DeskId, name: string): Promise<boolean> {
  return desks.saveFile(name, writeDeskFile(name, await contentsOf(engine, desks, desk)));
}

/** A new desk with this on it; and shows it. Its windows and panes get names of their own. */
export async function makeDesk(engine: EngineClient, desks: Desks, name: string, contents: DeskContents): Promise<void> {
  const { windows, places } = renewed(contents, () => `window-${crypto.randomUUID()}`, freshPaneId);
  // Layouts first: a window that is shown before there is one makes one of its own.
  for (const { id, layout } of windows) await engine.call('saveLayout', { window: id, layout });
  try {
    const known = windows.map(({ layout: _, ...window }) => window);
    await desks.show(await desks.make(name, { windows: known, places }));
  } catch (error) {
    await dropLayouts(
      engine,
      windows.map(({ id }) => id),
    );
    throw error;
  }
}

/** Takes a desk away with all that is on it. What was begun in its panes waits for other panes of their channels. */
export async function deleteDesk(engine: EngineClient, desks: Desks, desk: DeskId): Promise<void> {
  await dropLayouts(engine, await desks.remove(desk));
}

async function dropLayouts(engine: EngineClient, windows: readonly string[]): Promise<void> {
  for (const window of windows) await engine.call('forgetWindow', { window });
}

async function contentsOf(engine: EngineClient, desks: Desks, desk: DeskId): Promise<DeskContents> {
  const { windows, places } = await desks.read(desk);
  const { layouts } = await engine.call('readLayouts', { windows: windows.map(({ id }) => id) });
  const stored = new Map(layouts.map(({ window, layout }) => [window, layout]));
  // This one's as it is now, the others' as they are stored.
  const own = useLayout.getState();
  if (own.window !== null && own.layout) stored.set(own.window, own.layout);
  return {
    windows: windows.map((window) => ({ ...window, layout: stored.get(window.id) ?? emptyLayout() })),
    places: [...places],
  };
}
