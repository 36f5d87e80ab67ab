/**
 * Which toasts stand on the screen. Pure: what happens to them gives a new board, and the shell (toasts.ts) shows what is on it.
 * One message a toast; but where more than three come within ten seconds, one toast that counts them (a digest).
 *
 *   told ──► known? dropped ──► few of late ──► a toast each, at most four, the oldest gives way
 *                           └─► many of late ─► one digest, which takes in those that it is about, until it is quiet for ten seconds
 */
import type { ChannelId } from '../../shared/model.ts';
import type { Toast } from '../../shared/toast.ts';

/** More than this many… */
export const FEW = 3;
/** …within this time (ms) are one digest. */
export const OF_LATE_MS = 10_000;
/** Most toasts on the screen at once, a digest not counted. */
export const MOST_SINGLES = 4;
/** Messages that are remembered, so that none is shown twice: far more than an engine that is made again can tell again. */
export const MOST_KNOWN = 5_000;

/** One toast on the screen: of one message or, as a digest, of many. */
export type Card = { id: number; digest: boolean; toasts: readonly Toast[] };

export type Board = {
  cards: readonly Card[];
  /** What came in the last seconds, whatever became of it. */
  late: readonly { toast: Toast; at: number }[];
  /** Names of messages that were told, the newest last. */
  known: ReadonlySet<string>;
  /** The next card's id. */
  next: number;
};

export const emptyBoard: Board = { cards: [], late: [], known: new Set(), next: 1 };

const nameOf = ({ channel, seq }: Toast): string => `${channel} ${seq}`;

/** Messages have earned a toast. `show`: whether the person is to see it; what they are not to see now is not shown later. */
export function arrived(board: Board, toasts: readonly Toast[], now: number, show = true): Board {
  const names = new Set(board.known);
  const fresh = toasts.filter((toast) => !names.has(nameOf(toast)) && names.add(nameOf(toast)));
  if (fresh.length === 0) return board;
  const known = new Set([...names].slice(-MOST_KNOWN));
  if (!show) return { ...board, known };
  const before = board.late.filter(({ at }) => now - at < OF_LATE_MS);
  const late = [...before, ...fresh.map((toast) => ({ toast, at: now }))];
  const lately = new Set(before.map(({ toast }) => nameOf(toast)));
  const isLate = ({ toasts: of }: Card) => of.some((toast) => lately.has(nameOf(toast)));
  const isBusy = late.length > FEW || board.cards.some((card) => card.digest && isLate(card));
  const { cards, next } = isBusy ? gathered(board, isLate, fresh) : singly(board, fresh);
  return { cards, late, known, next };
}

/** One digest of what came and of what is on screen since a moment ago. */
function gathered(
  { cards, next }: Board,
  isTaken: (card: Card) => boolean,
  fresh: readonly Toast[],
): Pick<Board, 'cards' | 'next'> {
  const taken = cards.filter(isTaken);
  const grown = taken.find(({ digest }) => digest);
  const digest = { id: grown?.id ?? next, digest: true, toasts: [...taken.flatMap(({ toasts }) => toasts), ...fresh] };
  // An older digest gives way: there is never more than one.
  const left = cards.filter((card) => !isTaken(card) && !card.digest);
  return { cards: [...left, digest], next: grown ? next : next + 1 };
}

function singly({ cards, next }: Board, fresh: readonly Toast[]): Pick<Board, 'cards' | 'next'> {
  const added = fresh.map((toast, at): Card => ({ id: next + at, digest: false, toasts: [toast] }));
  const singles = [...cards.filter(({ digest }) => !digest), ...added].slice(-MOST_SINGLES);
  return { cards: [...cards.filter(({ digest }) => digest), ...singles], next: next + added.length };
}

/** Channels were read that far: what was shown of them so far has done its work. */
export function read(board: Board, reads: readonly { channel: ChannelId; read: number }[]): Board {
  const upTo = new Map(reads.map((each) => [each.channel, each.read]));
  const isUnread = ({ channel, seq }: Toast) => seq > (upTo.get(channel) ?? 0);
  if (board.cards.every(({ toasts }) => toasts.every(isUnread))) return board;
  const cards = board.cards.map((card) => ({ ...card, toasts: card.toasts.filter(isUnread) }));
  return { ...board, cards: cards.filter(({ toasts }) => toasts.length > 0) };
}

/** A card has left the screen: clicked, put away by the person, or run out. */
export function left(board: Board, id: number): Board {
  const cards = board.cards.filter((card) => card.id !== id);
  return cards.length === board.cards.length ? board : { ...board, cards };
}

/** Everything is to leave the screen. */
export function cleared(board: Board): Board {
  return board.cards.length === 0 ? board : { ...board, cards: [] };
}
