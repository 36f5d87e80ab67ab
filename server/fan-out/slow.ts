/**
 * Slow clients are bounded: one whose queue grows past the limit hears nothing more until the queue is written, and is then
 * told to sync again. What it missed is in the log.
 */
import type { Connection } from '../connections/connection.ts';

export type QueueLimits = { frames: number; bytes: number };
export const defaultQueueLimits: QueueLimits = { frames: 2_000, bytes: 4 * 1024 * 1024 };

/** A slow client that has not taken anything for this long (ms) is let go. */
const PATIENCE_MS = 60_000;
const SWEEP_MS = 250;

type Queue = { frames: number; bytes: number };
export type SlowVerdict = 'fine' | 'drop' | 'wait' | 'resync';

/** What to do about a client with this queue. Pure. */
export function judgeQueue(queue: Queue, behind: boolean, limits: QueueLimits): SlowVerdict {
  if (behind) return queue.frames === 0 && queue.bytes === 0 ? 'resync' : 'wait';
  return queue.frames > limits.frames || queue.bytes > limits.bytes ? 'drop' : 'fine';
}

/** Watches all connections. Returns how to stop. */
export function watchQueues(
  connections: () => Iterable<Connection>,
  onDrop: (connection: Connection) => void,
  limits: QueueLimits = defaultQueueLimits,
): () => void {
  const since = new WeakMap<Connection, number>();
  const timer = setInterval(() => {
    for (const connection of connections()) {
      // Of ten thousand that hear little, looking at every queue took more time than all that they were told.
      if (!connection.mayWait && !connection.behind) continue;
      const queue = connection.queue();
      connection.mayWait = queue.frames > 0 || queue.bytes > 0;
      switch (judgeQueue(queue, connection.behind, limits)) {
        case 'drop':
          connection.behind = true;
          connection.ignoreAll();
          since.set(connection, Date.now());
          onDrop(connection);
          break;
        case 'resync':
          connection.behind = false;
          connection.tell('resync', {});
          break;
        case 'wait':
          if (Date.now() - (since.get(connection) ?? 0) > PATIENCE_MS) connection.cut();
          break;
        case 'fine':
          break;
      }
    }
  }, SWEEP_MS);
  return () => clearInterval(timer);
}
