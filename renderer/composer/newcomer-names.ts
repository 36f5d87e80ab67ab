/** Which of those who came are named. Pure. */

/** `name` is null for whom one may not see, or not yet; `firm` for one's own people. */
export type Arrived = { name: string | null; firm: string | null; isOutside: boolean };

/** More are counted. */
const NAMED = 3;

/** People of other firms first, then the newest first, as they come. */
export function named(arrived: readonly Arrived[]): { first: { name: string; firm: string | null }[]; more: number } {
  const known = arrived.flatMap(({ name, firm, isOutside }) => (name === null ? [] : [{ name, firm, isOutside }]));
  const first = [...known.filter(({ isOutside }) => isOutside), ...known.filter(({ isOutside }) => !isOutside)].slice(0, NAMED);
  return { first: first.map(({ name, firm }) => ({ name, firm })), more: arrived.length - first.length };
}
