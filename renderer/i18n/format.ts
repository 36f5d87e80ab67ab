/** Numbers and times as the interface's language writes them. Formatters are made once per language. */
import { useTranslation } from 'react-i18next';

export type Format = {
  /** 1,240 */
  number(value: number): string;
  /** 14:02 in the computer's zone. */
  time(at: number): string;
  /** 14:02:33 in the computer's zone. */
  clock(at: number): string;
  /** 13:02:33 in UTC. */
  utcClock(at: number): string;
  /** 3 Nov 2004 in the computer's zone. */
  day(at: number): string;
};

const known = new Map<string, Format>();

/** The formatters of a language. Made once for all who ask: making them costs a millisecond, and each row asks. */
export function formatFor(language: string): Format {
  const format = known.get(language) ?? made(language);
  known.set(language, format);
  return format;
}

function made(language: string): Format {
  const number = new Intl.NumberFormat(language);
  const base = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const time = new Intl.DateTimeFormat(language, base);
  const clock = new Intl.DateTimeFormat(language, { ...base, second: '2-digit' });
  const utc = new Intl.DateTimeFormat(language, { ...base, second: '2-digit', timeZone: 'UTC' });
  // Day before month in English as well, as in the timelines.
  const locale = language === 'en' ? 'en-GB' : language;
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
  return {
    number: (value) => number.format(value),
    time: (at) => time.format(at),
    clock: (at) => clock.format(at),
    utcClock: (at) => utc.format(at),
    day: (at) => day.format(at),
  };
}

/** The formatters of the interface's language. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  return formatFor(i18n.language);
}
