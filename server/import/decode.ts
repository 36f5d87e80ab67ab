/**
 * Lines of a log file as text. Each line is UTF-8 or else Windows-1252, which is what people's clients wrote before that.
 */
export interface DecodedLine {
  /** From 1, as editors count. */
  number: number;
  text: string;
  encoding: 'utf-8' | 'windows-1252';
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const windows1252 = new TextDecoder('windows-1252');

/** The lines of a file, without their ends. A byte order mark at the beginning is not part of the first. */
export function* decodeLines(file: Uint8Array): Generator<DecodedLine> {
  let number = 0;
  let start = file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf ? 3 : 0;
  while (start < file.length) {
    const newline = file.indexOf(NEWLINE, start);
    const next = newline === -1 ? file.length : newline + 1;
    let end = newline === -1 ? file.length : newline;
    if (end > start && file[end - 1] === RETURN) end -= 1;
    number += 1;
    yield { number, ...decode(file.subarray(start, end)) };
    start = next;
  }
}

function decode(bytes: Uint8Array): { text: string; encoding: DecodedLine['encoding'] } {
  try {
    return { text: utf8.decode(bytes), encoding: 'utf-8' };
  } catch {
    // Not UTF-8: every byte has a meaning in Windows-1252, so this cannot fail.
    return { text: windows1252.decode(bytes), encoding: 'windows-1252' };
  }
}
