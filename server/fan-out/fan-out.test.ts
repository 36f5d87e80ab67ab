import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { ChannelEvent, type ChannelEvents } from '../../shared/events.ts';
import { ChannelId } from '../../shared/model.ts';
import { FanOut } from './fan-out.ts';
import { judgeQueue } from './slow.ts';

function message(seq: number): ChannelEvent {
  const header = { seq, nth: seq, id: randomUUID(), actor: randomUUID(), at: 0 };
  return ChannelEvent.parse({ ...header, kind: 'message', body: { text: String(seq) } });
}

describe('the fan-out', () => {
  it('sends one frame per channel and tick, in the order of the commits', () => {
    vi.useFakeTimers();
    const [one, two] = [ChannelId.parse(randomUUID()), ChannelId.parse(randomUUID())];
    const frames: ChannelEvents[] = [];
    const fanOut = new FanOut({ emit: (frame) => frames.push(frame) });
    fanOut.take([{ channel: one, events: [message(1)] }]);
    fanOut.take([
      { channel: two, events: [message(1)] },
      { channel: one, events: [message(2), message(3)] },
    ]);
    expect(frames).toEqual([]);
    vi.runAllTimers();
    expect(frames.map((frame) => [frame.channel, frame.events.map((event) => event.seq)])).toEqual([
      [one, [1, 2, 3]],
      [two, [1]],
    ]);
    vi.useRealTimers();
  });

  it('cuts what a large import commits into frames that a client can take', () => {
    const channel = ChannelId.parse(randomUUID());
    const frames: ChannelEvents[] = [];
    const fanOut = new FanOut({ emit: (frame) => frames.push(frame) });
    fanOut.take([{ channel, events: Array.from({ length: 1_200 }, (_, index) => message(index + 1)) }]);
    fanOut.flush();
    expect(frames.map((frame) => frame.events.length)).toEqual([500, 500, 200]);
  });
});

describe('a slow client', () => {
  const limits = { frames: 10, bytes: 1_000 };

  it('is dropped past the limit, and told to sync again once its queue is empty', () => {
    expect(judgeQueue({ frames: 3, bytes: 900 }, false, limits)).toBe('fine');
    expect(judgeQueue({ frames: 11, bytes: 0 }, false, limits)).toBe('drop');
    expect(judgeQueue({ frames: 0, bytes: 1_001 }, false, limits)).toBe('drop');
    expect(judgeQueue({ frames: 0, bytes: 1 }, true, limits)).toBe('wait');
    expect(judgeQueue({ frames: 0, bytes: 0 }, true, limits)).toBe('resync');
  });
});
