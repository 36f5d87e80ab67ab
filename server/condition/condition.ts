/**
 * What the server cannot do at the moment, so that people are told in words instead of wondering. It is doubted when something
 * could not be done, then found out, and asked again until all is well; who watches is told of each change, once.
 */
import { setTimeout } from 'node:timers/promises';
import type { Impairment } from '../../shared/protocol.ts';

export type ConditionParts = {
  /** Whether something can be stored now; never rejects. */
  canStore: () => Promise<boolean>;
  /** Whether the other servers, if there are any, are heard now. */
  hearsOthers: () => boolean;
  onChange: (impaired: Impairment[]) => void;
  /** How often it is looked (ms). */
  everyMs?: number;
};

export interface Condition {
  /** What cannot be done; nothing when all is well. */
  impaired(): Impairment[];
  /** Something could not be stored: finds out whether anything can. */
  doubt(): void;
  stop(): void;
}

const EVERY_MS = 1_000;

export function watchCondition({ canStore, hearsOthers, onChange, everyMs = EVERY_MS }: ConditionParts): Condition {
  const stopped = new AbortController();
  let stores = true;
  let asking = false;
  let told: Impairment[] = [];

  const now = (): Impairment[] => [...(stores ? [] : ['storing' as const]), ...(hearsOthers() ? [] : ['other-servers' as const])];

  function tell(): void {
    const impaired = now();
    if (impaired.join() === told.join()) return;
    told = impaired;
    onChange(impaired);
  }

  async function ask(): Promise<void> {
    if (asking) return;
    asking = true;
    do {
      stores = await canStore();
      if (stopped.signal.aborted) return;
      tell();
      if (!stores) await setTimeout(everyMs, undefined, { signal: stopped.signal }).catch(() => undefined);
    } while (!stores && !stopped.signal.aborted);
    asking = false;
  }

  const looking = setInterval(tell, everyMs);
  return {
    impaired: () => told,
    doubt: () => void ask(),
    stop() {
      stopped.abort();
      clearInterval(looking);
    },
  };
}
