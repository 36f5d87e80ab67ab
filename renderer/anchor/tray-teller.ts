import type { Shared, SharedDiff } from '../../shared/engine-api.ts';
import type { TrayModel } from '../../shared/tray-model.ts';
import { applyShared } from '../client/apply.ts';
import { trayModelOf } from './tray-model.ts';

export interface TrayTeller {
  /** An engine was attached to, and has this. */
  is(shared: Shared): void;
  changed(diff: SharedDiff): void;
  /** The words beside the person's presence. */
  note(): string | undefined;
}

/** Tells what the tray is to show whenever that is something else. */
export function trayTeller(tell: (model: TrayModel) => void, later: (task: () => void) => void): TrayTeller {
  let shared: Shared | null = null;
  let waiting: SharedDiff[] = [];
  let told = '';
  let due = false;

  const now = (): Shared | null => {
    for (const diff of waiting) shared = shared && applyShared(shared, diff);
    waiting = [];
    return shared;
  };
  function show(): void {
    due = false;
    const known = now();
    if (known === null) return;
    const model = trayModelOf(known);
    const next = JSON.stringify(model);
    if (next === told) return;
    told = next;
    tell(model);
  }
  const showSoon = (): void => {
    if (due) return;
    due = true;
    later(show);
  };
  return {
    is(next) {
      shared = next;
      waiting = [];
      showSoon();
    },
    changed(diff) {
      waiting.push(diff);
      showSoon();
    },
    note() {
      const known = now();
      return known?.presences.find(({ person }) => person === known.me?.person.id)?.note;
    },
  };
}
