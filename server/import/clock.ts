/**
 * From the clock of a log's lines to moments in time. The lines hold hours and minutes; the day is in the file's name. Some old
 * logs were written with a 12-hour clock, without saying which half of the day.
 *
 *     23:59 -> 00:00   back by more than 12 hours: midnight, the next day
 *     12:59 -> 01:00   back by about 12 hours: a 12-hour clock came round, 12 hours later
 *     10:05 -> 10:04   back by less: the clock was set right
 */
const MINUTE = 60_000;
const HALF_DAY = 12 * 60;
/** A 12-hour clock that comes round falls back by 12 hours less the silence before it. */
const LONGEST_SILENCE = 60;

/** The day in a file's name (`YYYY-MM-DD…`), as its first moment in UTC (ms). Undefined if there is no such day. */
export function dayOf(fileName: string): number | undefined {
  const [day] = /^\d{4}-\d\d-\d\d/.exec(fileName) ?? [];
  if (day === undefined) return undefined;
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) || !new Date(at).toISOString().startsWith(day) ? undefined : at;
}

export class LogClock {
  #start: number;
  #last: number | undefined;
  /** How often the clock passed midnight, and how often a 12-hour clock came round. */
  midnights = 0;
  halfDays = 0;

  /** `day`: the first moment of the day in the file's name (ms). */
  constructor(day: number) {
    this.#start = day;
  }

  /** The moment (ms) of a line whose clock shows so many minutes since midnight. */
  at(clock: number): number {
    const back = (this.#last ?? clock) - clock;
    if (back > HALF_DAY) {
      this.midnights += 1;
      this.#start += 2 * HALF_DAY * MINUTE;
    } else if (back >= HALF_DAY - LONGEST_SILENCE) {
      this.halfDays += 1;
      this.#start += HALF_DAY * MINUTE;
    }
    this.#last = clock;
    return this.now();
  }

  /** The moment of a line without a clock: that of the line before it. */
  now(): number {
    return this.#start + (this.#last ?? 0) * MINUTE;
  }
}
