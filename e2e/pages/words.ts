/** Regular expressions for names that are given as plain words. */

/** This text and no other, with a `#` before it or not: what a pane is called. */
export function paneName(title: string): RegExp {
  return new RegExp(`^#?${literally(title)}$`);
}

/** Everything that begins with this text. */
export function startingWith(text: string): RegExp {
  return new RegExp(`^${literally(text)}`);
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
