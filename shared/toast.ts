/** What is told of a message that earns a toast: the engine decides, the anchor hands it on, the main process shows it. */
import { ChannelId, Seq } from './model.ts';
import { z } from './schema.ts';

/** Longest text of a toast, in UTF-16 code units: more than any desktop shows. */
export const MAX_TOAST_TEXT = 240;
/** Most toasts that are told at once. */
export const MOST_TOASTS = 100;
/** Most read marks that are told at once. */
export const MOST_READS = 500;

export const Toast = z.object({
  channel: ChannelId,
  /** The message that it is about. */
  seq: Seq,
  /** A direct message, or one that mentions this person. */
  why: z.enum(['direct', 'mention']),
  /** What the speaker is called; empty where that is not known. */
  sender: z.string().max(200),
  /** What the channel is called; empty for a direct one. */
  name: z.string().max(80),
  /** What was said, on one line, cut to length. */
  text: z.string().max(MAX_TOAST_TEXT),
  /** The speaker tells what they do (`/me`). */
  action: z.boolean(),
});
export type Toast = z.infer<typeof Toast>;

/** Control characters, and those that turn the direction of what follows: they could make a text read as another. */
const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A text on one line and no longer than `most`, cut between what a reader takes for letters, with an ellipsis where it is cut. */
export function excerptOf(text: string, most = MAX_TOAST_TEXT): string {
  // Far more than can be shown is not even looked at.
  const line = text
    .slice(0, most * 4)
    .toWellFormed()
    .replace(/\s+/gu, ' ')
    .replace(UNSEEN, '')
    .trim();
  if (line.length <= most && text.length <= most * 4) return line;
  let cut = '';
  for (const { segment } of graphemes.segment(line)) {
    if (cut.length + segment.length > most - 1) break;
    cut += segment;
  }
  return `${cut.trimEnd()}…`;
}
