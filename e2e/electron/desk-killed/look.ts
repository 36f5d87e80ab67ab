/** What a person sees in a window: where its panes are, what is read and written in each. Runs in the page, so it stands alone. */

export type Box = [x: number, y: number, width: number, height: number];

export type PaneSeen = {
  pane: string;
  box: Box;
  /** At the bottom; or else the message that is first in view, and how far below the upper edge it stands (px). */
  at: 'bottom' | { seq: number; top: number } | null;
  /** Where each message that is drawn stands (px below the upper edge). */
  tops: [seq: number, top: number][];
  draft: string | null;
  selection: [number, number] | null;
};

export type WindowSeen = {
  /** The panes that are seen: one of each stack. */
  panes: PaneSeen[];
  /** The stacks: their panes in order, and the one that is seen. */
  stacks: { panes: string[]; selected: string }[];
  active: string | null;
  /** When the window was first painted (ms since 1970). */
  paintedAt: number;
};

/** Null while the window does not show its desk. */
export function lookAtWindow(): WindowSeen | null {
  if (document.documentElement.dataset.ready !== 'workspace') return null;
  const paneOf = (tab: Element): string => tab.id.replace('flexlayout-tabbutton-', '');
  const round = (pixels: number): number => Math.round(pixels * 10) / 10;
  const seen = (region: HTMLElement): PaneSeen[] => {
    const { x, y, width, height } = region.getBoundingClientRect();
    if (width === 0 || !region.checkVisibility()) return [];
    const scroller = region.querySelector('.timeline-scroller');
    const edge = scroller?.getBoundingClientRect().top ?? 0;
    const rows = [...(scroller?.querySelectorAll('[data-seq]:not(.line-system)') ?? [])];
    const tops = rows.map((row): [number, number] => [
      Number(row.getAttribute('data-seq')),
      round(row.getBoundingClientRect().top - edge),
    ]);
    const first = tops.find(([, top]) => top >= 0);
    const below = scroller ? scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop : 0;
    const isAtBottom = below <= 2 && region.querySelector('.jump') === null;
    const field = region.querySelector('textarea');
    return [
      {
        pane: region.dataset.pane ?? '',
        box: [round(x), round(y), round(width), round(height)],
        at: rows.length === 0 ? null : isAtBottom ? 'bottom' : first ? { seq: first[0], top: first[1] } : null,
        tops,
        draft: field?.value ?? null,
        selection: field ? [field.selectionStart, field.selectionEnd] : null,
      },
    ];
  };
  const stacks = [...document.querySelectorAll('[role="tablist"]')].flatMap((list) => {
    const tabs = [...list.querySelectorAll('[role="tab"]')];
    const selected = tabs.find((tab) => tab.getAttribute('aria-selected') === 'true');
    return tabs.length > 1 && selected ? [{ panes: tabs.map(paneOf), selected: paneOf(selected) }] : [];
  });
  const paint = performance.getEntriesByName('first-paint')[0];
  return {
    panes: [...document.querySelectorAll<HTMLElement>('[data-pane][data-channel]')].flatMap(seen),
    stacks,
    active: document.querySelector<HTMLElement>('[data-pane][data-active="true"]')?.dataset.pane ?? null,
    paintedAt: performance.timeOrigin + (paint?.startTime ?? 0),
  };
}
