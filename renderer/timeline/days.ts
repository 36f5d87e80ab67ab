/** Days in the person's own time zone, and how they are called. */

/** When the day of a time began (ms). */
export function startOfDay(at: number): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}

/** A `startOfDay` that remembers the last day asked for: rows come in order. */
export function dayFinder(): (at: number) => number {
  let start = 0;
  let end = 0;
  return (at) => {
    if (at < start || at >= end) {
      start = startOfDay(at);
      const day = new Date(start);
      end = new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime();
    }
    return start;
  };
}

/** How a day stands to today: by a word of its own, or not. */
export function dayWord(day: number, today: number): 'today' | 'yesterday' | null {
  if (day === today) return 'today';
  const date = new Date(today);
  return day === new Date(date.getFullYear(), date.getMonth(), date.getDate() - 1).getTime() ? 'yesterday' : null;
}

/** Day before month in English as well: "Mon 23 Nov". */
const localeOf = (language: string): string => (language === 'en' ? 'en-GB' : language);

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${name}`;
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat(localeOf(language), options);
    formats.set(key, known);
  }
  return known;
}

/** "Mon 23 Nov", with the year when it is not this one. */
export function dayLabel(day: number, today: number, language: string): string {
  const sameYear = new Date(day).getFullYear() === new Date(today).getFullYear();
  const options: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' };
  const parts = format(language, sameYear ? 'day' : 'day-year', sameYear ? options : { ...options, year: 'numeric' });
  return parts.format(day).replaceAll(',', '');
}

const two = (value: number): string => String(value).padStart(2, '0');

/** "07:42", local. Written by hand: it is called for every row. */
export function clock(at: number): string {
  const time = new Date(at);
  return `${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** The full local time, to the millisecond, and the same in UTC (ISO 8601). */
export function exactTimes(at: number, language: string): { local: string; utc: string } {
  const local = format(language, 'exact', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  return { local: local.format(at), utc: new Date(at).toISOString() };
}

/** "Mon 09:00": the day and time of something some days back at most. */
export function dayAndTime(at: number, language: string): string {
  return `${format(language, 'weekday', { weekday: 'short' }).format(at)} ${clock(at)}`;
}
