/** Text as it is compared: case and accents do not matter. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Whether every word of the query begins a word of one of the texts. An empty query matches all. Pure. */
export function matches(query: string, texts: readonly string[]): boolean {
  const wanted = fold(query)
    .split(/\s+/u)
    .filter((word) => word !== '' && word !== '@' && word !== '#');
  if (wanted.length === 0) return true;
  const words = texts.flatMap((text) => wordsOf(fold(text)));
  return wanted.every((want) => words.some((word) => word.startsWith(want.replace(/^[@#]/, ''))));
}

/** A text's words, whole (`px.bot`) and in parts (`bot`). */
function wordsOf(text: string): string[] {
  return text.split(/\s+/u).flatMap((word) => [word, ...word.split(/[^\p{L}\p{N}]+/u)]);
}
