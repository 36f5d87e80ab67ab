/**
 * How much of its desk a window shows, by its size and form. Pure.
 *
 *   wide                            narrow                    mini
 *   ┌────────┬───────┬───────┐      ┌────────┐ ┌────────┐     ┌────────┐
 *   │ list   │ pane  │ pane  │      │ list   │ │< pane  │     │< pane  │  no bars above and below
 *   │        ├───────┼───────┤      │        │or        │     └────────┘
 *   │        │ pane  │ pane  │      │        │ │        │
 *   └────────┴───────┴───────┘      └────────┘ └────────┘
 */
import type { FormKind } from '../../shared/window-form.ts';

export type Span = 'wide' | 'narrow' | 'mini';

/** Narrower windows (px) show the list or one pane. */
export const NARROW_BELOW = 560;
/** Narrow ones that are lower than this (px) do without the bars. */
export const MINI_BELOW = 260;

export function spanOf({ width, height }: { width: number; height: number }, form: FormKind): Span {
  if (form === 'mini') return 'mini';
  if (width >= NARROW_BELOW) return 'wide';
  return height < MINI_BELOW ? 'mini' : 'narrow';
}
