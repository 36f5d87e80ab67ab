/** What a hand does at a desk: it scrolls, writes, selects tabs, moves panes and windows. Each act names the facts that it changes. */
import type { Page } from '@playwright/test';
import type { Chance } from '../../../faults/chance.ts';
import { eventually } from '../../../faults/eventually.ts';
import { visibleWindows } from '../main-process.ts';
import { type Desk, PATIENCE_MS, WINDOWS } from './desk.ts';
import type { DeskSeen } from './facts.ts';
import type { PaneSeen } from './look.ts';

export type Act = { what: string; changes: string[]; does(): Promise<void> };

type At = { desk: Desk; name: string; page: Page; pane: PaneSeen; paneKeys: string[]; chance: Chance };

const middle = ({ box: [x, y, width, height] }: PaneSeen): [number, number] => [x + width / 2, y + height / 2];

/** Something to do, somewhere on the desk. */
export function anAct(desk: Desk, seen: DeskSeen, chance: Chance): Act {
  const name = chance.pick([...seen.keys()]);
  const window = seen.get(name);
  const pane = window && chance.pick(window.seen.panes);
  if (!window || !pane) throw new Error('There is nothing on the desk.');
  // What lies in a window changes with its layout: panes may be covered, and be read elsewhere.
  const paneKeys = window.seen.panes.map((each) => `${each.pane}: reading`);
  const at: At = { desk, name, page: desk.page(name), pane, paneKeys, chance };
  const tabs = window.seen.stacks.flatMap((stack) => stack.panes.filter((each) => each !== stack.selected));
  const kinds = [scroll, scroll, scroll, write, write, select, arrange, ...(tabs.length > 0 ? [tab(tabs)] : []), moveWindow];
  return chance.pick(kinds)(at);
}

function scroll({ page, pane, chance }: At): Act {
  const delta = chance.pick([-3000, -1500, -700, -400, 300, 900, 100_000]);
  return {
    what: `scrolls by ${delta}`,
    changes: [`${pane.pane}: reading`],
    async does() {
      await page.mouse.move(...middle(pane));
      const moved = await page.evaluateHandle(watchScrolling, { pane: pane.pane, delta });
      await page.mouse.wheel(0, delta);
      await eventually(() => moved.evaluate(({ ended }) => ended), PATIENCE_MS);
    },
  };
}

/** Runs in the page: `ended` becomes true when a pane's scrolling has, at once where there is no way to go. */
function watchScrolling({ pane, delta }: { pane: string; delta: number }): { ended: boolean } {
  const scroller = document.querySelector(`[data-pane="${pane}"] .timeline-scroller`);
  const below = scroller ? scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop : 0;
  const watched = { ended: (delta < 0 ? (scroller?.scrollTop ?? 0) : below) <= 2 };
  scroller?.addEventListener('scrollend', () => (watched.ended = true), { once: true });
  return watched;
}

const composerOf = (page: Page, { pane }: PaneSeen) => page.locator(`[data-pane="${pane}"] textarea`);

function write({ page, name, pane, chance }: At): Act {
  const words = chance.pick(['and then ', 'about 12 bp ', 'sooner or later ', 'one more thing: ']);
  return {
    what: `writes "${words}"`,
    changes: [`${pane.pane}: draft`, `${pane.pane}: selection`, `${name}: layout`],
    async does() {
      await composerOf(page, pane).click();
      await page.keyboard.insertText(words);
    },
  };
}

function select({ page, name, pane, chance }: At): Act {
  const key = chance.pick(['Shift+ArrowLeft', 'Home', 'Shift+Home', 'End', 'ArrowLeft']);
  return {
    what: `presses ${key} in a composer`,
    changes: [`${pane.pane}: selection`, `${name}: layout`],
    async does() {
      await composerOf(page, pane).focus();
      await page.keyboard.press(key);
    },
  };
}

function arrange({ page, name, pane, paneKeys, chance }: At): Act {
  const arrow = chance.pick(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']);
  const keys = chance.pick(['Control+Alt+Shift', 'Alt+Shift']);
  return {
    what: `presses ${keys}+${arrow}`,
    changes: [`${name}: layout`, ...paneKeys],
    async does() {
      await composerOf(page, pane).focus();
      await page.keyboard.press(`${keys}+${arrow}`);
    },
  };
}

const tab =
  (tabs: readonly string[]) =>
  ({ page, name, paneKeys, chance }: At): Act => ({
    what: 'selects a tab',
    changes: [`${name}: layout`, ...paneKeys],
    async does() {
      await page.locator(`[id="flexlayout-tabbutton-${chance.pick(tabs)}"]`).click();
    },
  });

function moveWindow({ desk, name, paneKeys, chance }: At): Act {
  const by = () => chance.between(0, 40);
  const [x, y, narrower] = [by(), by(), by()];
  return {
    what: 'moves a window',
    changes: [`${name}: window`, `${name}: layout`, ...paneKeys],
    async does() {
      const { application } = desk.electron;
      const window = (await visibleWindows(application)).find((each) => each.name === name);
      const home = WINDOWS.find(({ id }) => id === name)?.bounds;
      if (!window || !home) return;
      // On its monitor with all of it: a window manager pulls in what sticks out when it is opened.
      const to = { x: home.x + x, y: home.y + y, width: home.width - narrower, height: home.height };
      await application.evaluate(({ BrowserWindow }, { id, to }) => BrowserWindow.fromId(id)?.setBounds(to), {
        id: window.id,
        to,
      });
    },
  };
}
