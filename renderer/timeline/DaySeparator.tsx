/** The line between two days: "Today · Mon 23 Nov". */
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { dayLabel, dayWord, startOfDay } from './days.ts';

const listeners = new Set<() => void>();
let today = startOfDay(Date.now());
let timer: number | undefined;

/** Looks again when the day ends, and once an hour: computers sleep, and clocks are set. */
function watch(): void {
  const now = Date.now();
  const date = new Date(now);
  const midnight = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
  timer = window.setTimeout(
    () => {
      today = startOfDay(Date.now());
      for (const listener of listeners) listener();
      watch();
    },
    Math.min(midnight - now + 50, 3_600_000),
  );
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) watch();
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.clearTimeout(timer);
  };
}

/** When today began (ms); rendered anew at midnight. */
function useToday(): number {
  return useSyncExternalStore(subscribe, () => today);
}

/** How a day is called, today. */
export function useDayName(day: number): string {
  const { t, i18n } = useTranslation();
  const now = useToday();
  const label = dayLabel(day, now, i18n.language);
  const word = dayWord(day, now);
  return word ? t(`timeline.${word}`, { day: label }) : label;
}

export function DaySeparator({ day }: { day: number }) {
  const name = useDayName(day);
  return (
    <div className="day">
      <span className="day-name">{name}</span>
    </div>
  );
}
