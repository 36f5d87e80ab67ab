/**
 * Any text, of any characters and halves of characters: the plain ones with the words that trip programs up, and all of Unicode.
 * Of the generator's own strings, those of all characters hold these and fewer, and take a second to list them first.
 */
import fc from 'fast-check';

export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.array(fc.nat(0x10ffff)).map((points) => String.fromCodePoint(...points)),
);
