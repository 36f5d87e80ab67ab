/** Desks found by what one types. Pure. */

/** Those whose name holds every word of the query: first those that begin with it, each group in its order. */
export function foundDesks<D extends { name: string }>(desks: readonly D[], query: string): readonly D[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return desks;
  const named = desks.map((desk) => ({ desk, name: desk.name.toLocaleLowerCase() }));
  const found = named.filter(({ name }) => words.every((word) => name.includes(word)));
  const begins = ({ name }: { name: string }) => name.startsWith(words[0] ?? '');
  return [...found.filter(begins), ...found.filter((each) => !begins(each))].map(({ desk }) => desk);
}
