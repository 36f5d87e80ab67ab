/** What a person sees and does in a window's page. Each function runs in the page, so each stands alone. */
import type { ShownMessage } from '../../../faults/check/shown.ts';

export type PaneLook = { channel: string; composer: string; shown: ShownMessage[] };

/** The panes of a window that are there, with what stands in them; null while the window shows no panes. */
export function look(): PaneLook[] | null {
  if (document.documentElement.dataset.ready !== 'workspace') return null;
  return [...document.querySelectorAll<HTMLElement>('[data-pane][data-channel]')].map((pane) => ({
    channel: pane.dataset.channel ?? '',
    composer: pane.querySelector('textarea')?.value ?? '',
    // A message's row is called by its speaker and its id; quiet news is another kind of line.
    shown: [...pane.querySelectorAll<HTMLElement>('[data-row]:not(.line-system)')].map((row) => ({
      id: row.dataset.row?.split(' ')[1] ?? '',
      text: row.querySelector('.text')?.textContent ?? '',
      pending: row.classList.contains('line-pending'),
    })),
  }));
}

/** Writes into a pane's composer, in place of what stands there; whether there is one. */
export function write({ channel, text }: { channel: string; text: string }): boolean {
  const box = document.querySelector<HTMLTextAreaElement>(`[data-pane][data-channel="${channel}"] textarea`);
  if (box === null) return false;
  // Assigning to `value` itself would go unnoticed by what watches the field.
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(box, text);
  box.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
}

/**
 * Presses Enter in a pane's composer that holds `text`, and again as long as nothing happens: where the caret has only just come, the
 * send guard wants a second one. Resolves when the text has been taken: the composer is empty, or the message stands among the others.
 */
export async function enter({ channel, text }: { channel: string; text: string }): Promise<boolean> {
  const find = () => document.querySelector<HTMLElement>(`[data-pane][data-channel="${channel}"]`);
  const value = () => find()?.querySelector('textarea')?.value;
  const isTaken = () =>
    value() === '' || [...(find()?.querySelectorAll('[data-row] .text') ?? [])].some((row) => row.textContent?.startsWith(text));
  if (value() !== text) return false;
  // By the clock: pages that nobody sees look once a second.
  for (let pressedAt = Number.NEGATIVE_INFINITY; !isTaken(); ) {
    if (performance.now() - pressedAt > 300) {
      const key = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
      find()?.querySelector('textarea')?.dispatchEvent(key);
      pressedAt = performance.now();
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return true;
}

/** What a window says of itself, for people who look for what went wrong. */
export function describe(): string {
  const { ready } = document.documentElement.dataset;
  const empty = [...document.querySelectorAll('[data-pane]')].filter((pane) => pane.querySelector('[data-row]') === null);
  const status = document.querySelector('footer')?.textContent;
  return `${ready}; ${status}; ${empty.length} panes without messages: ${empty.map((pane) => pane.textContent).join(' | ')}`;
}
