/** Totals for the badge, told to the anchor when they have changed. */
import type { ChannelView, EnginePushes } from '../../shared/engine-api.ts';
import type { Clock } from './clock.ts';

const GATHER_MS = 100;

/** Pure. */
export function badgeOf(channels: readonly Pick<ChannelView, 'unread' | 'mentions'>[]): EnginePushes['badge'] {
  return {
    unread: channels.reduce((sum, { unread }) => sum + unread, 0),
    mentions: channels.reduce((sum, { mentions }) => sum + mentions, 0),
  };
}

export interface Badge {
  /** Something may have changed. */
  changed(): void;
  /** Whoever shows it is new: tell it in any case. */
  again(): void;
}

/** `tell` answers whether there was anyone to be told. */
export function createBadge(
  clock: Clock,
  channels: () => readonly ChannelView[],
  tell: (totals: EnginePushes['badge']) => boolean,
): Badge {
  let told = '';
  let due = false;

  function changed(): void {
    if (due) return;
    due = true;
    clock.after(GATHER_MS, () => {
      due = false;
      const totals = badgeOf(channels());
      const next = JSON.stringify(totals);
      if (next !== told && tell(totals)) told = next;
    });
  }

  return {
    changed,
    again() {
      told = '';
      changed();
    },
  };
}
