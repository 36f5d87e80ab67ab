/**
 * Toasts, by way of the desktop's own notifications. What stands on the screen is decided in board.ts; here it is made so, and
 * what the person does with it is heard.
 *
 *   notification   what it means
 *   click          the message is shown, and the toast has done its work
 *   close          put away by the person, or run out: it does not come back
 *   failed         this desktop shows none (no daemon): said once in the log, and tried again a minute later
 */
import { Notification } from 'electron';
import type { Reveal } from '../../shared/reveal.ts';
import type { Toast } from '../../shared/toast.ts';
import type { Attention } from '../attention.ts';
import type { Log } from '../log.ts';
import type { Words } from '../words/words.ts';
import { arrived, type Board, type Card, cleared, emptyBoard, left, read } from './board.ts';
import type { BodyMarkup } from './body-markup.ts';
import { wordingOf } from './wording.ts';

/** What comes within this time is shown together (ms). */
const GATHER_MS = 80;
/** A digest that grows is shown anew no more often than this (ms). */
const DIGEST_EVERY_MS = 10_000;
/** Where notifications cannot be shown, this long nothing is tried (ms). */
const REST_MS = 60_000;

export type Toasts = {
  tell(toasts: readonly Toast[]): void;
  /** Channels were read that far. */
  read(reads: Parameters<typeof read>[1]): void;
  /** Takes all of them away. */
  stop(): void;
};

export type ToastsParts = {
  words: Words;
  attention: Attention;
  markup: BodyMarkup;
  /** The person wants to see a message. */
  reveal(reveal: Reveal): void;
  log: Log;
};

type Drawn = { notification: Notification; card: Card };

export function openToasts({ words, attention, markup, reveal, log }: ToastsParts): Toasts {
  let board: Board = emptyBoard;
  const drawn = new Map<number, Drawn>();
  let due: { timer: NodeJS.Timeout; at: number } | null = null;
  let digestAt = Number.NEGATIVE_INFINITY;
  let restUntil = 0;
  let hasFailed = false;

  const isHidden = () => attention.isLocked() || attention.isPresenting();

  function change(next: Board): void {
    if (next === board) return;
    board = next;
    for (const [id, { notification }] of drawn) {
      if (board.cards.some((card) => card.id === id)) continue;
      drawn.delete(id);
      notification.close();
    }
  }

  /** Draws at that time, or sooner. */
  function drawAt(at: number): void {
    if (due !== null && due.at <= at) return;
    clearTimeout(due?.timer);
    due = { timer: setTimeout(draw, at - Date.now()), at };
  }

  function draw(): void {
    due = null;
    const now = Date.now();
    if (now < restUntil) change(cleared(board));
    for (const card of board.cards) {
      const before = drawn.get(card.id);
      // A toast that shrinks, because something of it was read elsewhere, is not put before the person's eyes again.
      if (before && !hasMore(card, before.card)) continue;
      if (card.digest && now - digestAt < DIGEST_EVERY_MS) {
        drawAt(digestAt + DIGEST_EVERY_MS);
        continue;
      }
      if (card.digest) digestAt = now;
      drawn.delete(card.id);
      before?.notification.close();
      show(card);
    }
  }

  function show(card: Card): void {
    const { title, body } = wordingOf(card, words, { hidden: isHidden(), markup: markup.isRead() });
    const notification = new Notification({ title, body, silent: true });
    drawn.set(card.id, { notification, card });
    /** Whether this is what is shown of the card: it may have been shown anew since. */
    const isCurrent = () => drawn.get(card.id)?.notification === notification;
    const done = (): void => {
      drawn.delete(card.id);
      change(left(board, card.id));
    };
    notification.on('click', () => {
      const newest = board.cards.find(({ id }) => id === card.id)?.toasts.at(-1) ?? card.toasts.at(-1);
      if (isCurrent()) done();
      notification.close();
      if (newest) reveal({ to: 'channel', channel: newest.channel, message: newest.seq });
    });
    notification.on('close', () => {
      if (isCurrent()) done();
    });
    notification.on('failed', (_event, error) => {
      if (!hasFailed) log('warn', 'toast.failed', { error });
      hasFailed = true;
      restUntil = Date.now() + REST_MS;
      if (isCurrent()) done();
    });
    notification.show();
  }

  attention.onChange(() => {
    // What is on the screen may have been shown with its content, and somebody else sees it now.
    if (isHidden()) change(cleared(board));
  });

  return {
    tell(toasts) {
      const next = arrived(board, toasts, Date.now(), !attention.doNotDisturb());
      if (next === board) return;
      change(next);
      markup.ask();
      drawAt(Date.now() + GATHER_MS);
    },
    read: (reads) => change(read(board, reads)),
    stop() {
      clearTimeout(due?.timer);
      change(cleared(board));
    },
  };
}

/** Whether a card is about something that it was not about before. */
function hasMore(card: Card, before: Card): boolean {
  const known = new Set(before.toasts);
  return card.toasts.some((toast) => !known.has(toast));
}
