/**
 * What may be in no frame to a player: anything of the hidden part, and in refusals nothing of how the server is made.
 */
import { MARKER } from './world.ts';

/** SQL, stack traces, paths, names of what we are built with: words that no sentence for a person holds. */
const insides = new RegExp(
  [
    String.raw`\b(select|insert|update|delete)\b.*\b(from|into|set|where)\b`,
    String.raw`\b(relation|constraint|column|syntax error|invalid byte sequence|deadlock|null value)\b`,
    String.raw`\bat .*:\d+:\d+`,
    String.raw`node_modules|node:internal|\.(ts|js|mjs):\d|file://|\/(work|tmp|home|usr|root|srv)\/`,
    String.raw`\b(kysely|postgres\w*|pg|fastify|zod|TypeError|RangeError|SyntaxError|Cannot read|is not a function|ECONN\w*|ENOENT)\b`,
  ].join('|'),
  'i',
);

/** What a frame tells that it must not; undefined when nothing. */
export function leakIn(frame: string, secretIds: readonly string[]): string | undefined {
  if (frame.includes(MARKER)) return `the hidden marker ${MARKER}`;
  const id = secretIds.find((secret) => frame.includes(secret));
  return id === undefined ? undefined : `the hidden id ${id}`;
}

/** What a refusal's sentence tells of the server's inside; undefined when nothing. */
export function insideIn(sentence: string): string | undefined {
  return insides.exec(sentence)?.[0];
}
