import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { ChannelEvent } from '../../shared/events.ts';
import { ChannelId, Seq } from '../../shared/model.ts';
import { FanOut, type Round } from './fan-out.ts';
import { judgeQueue } from './slow.ts';

function message(seq: number): ChannelEvent {
  const header = { seq, nth: seq, id: randomUUID(), actor: randomUUID(), at: 0 };
  return ChannelEvent.parse({ ...header, kind: 'message', body: { text: String(seq) } });
}

/** What a test turns by hand; how long things take stays real. */
const timers: Parameters<typeof vi.useFakeTimers>[0] = {
  toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate'],
};

/** A fan-out to so many sockets, each of which takes a moment; what it wrote, round by round. */
function fanOutTo(sockets: number, eachMs = 0) {
  const rounds: Round[] = [];
  let written = 0;
  const fanOut = new FanOut({
    *write(round) {
      for (let socket = 0; socket < sockets; socket++) {
        const until = performance.now() + eachMs;
        while (performance.now() < until);
        written++;
        yield;
      }
      rounds.push(round);
      return { frames: sockets, deliveries: sockets };
    },
  });
  return { fanOut, rounds, written: () => written };
}

describe('the fan-out', () => {
  it('sends one frame per channel and round, in the order of the commits', () => {
    vi.useFakeTimers(timers);
    const [one, two] = [ChannelId.parse(randomUUID()), ChannelId.parse(randomUUID())];
    const { fanOut, rounds } = fanOutTo(1);
    fanOut.take([{ channel: one, events: [message(1)] }]);
    fanOut.take([
      { channel: two, events: [message(1)] },
      { channel: one, events: [message(2), message(3)] },
    ]);
    expect(rounds).toEqual([]);
    vi.runAllTimers();
    expect(rounds.map((round) => round.events.map((frame) => [frame.channel, frame.events.map((event) => event.seq)]))).toEqual([
      [
        [one, [1, 2, 3]],
        [two, [1]],
      ],
    ]);
    vi.useRealTimers();
  });

  it('writes a long round in slices; what is committed meanwhile goes out after it', () => {
    vi.useFakeTimers(timers);
    const channel = ChannelId.parse(randomUUID());
    const { fanOut, rounds, written } = fanOutTo(6, 1);
    fanOut.take([{ channel, events: [message(1)] }]);
    vi.advanceTimersToNextTimer();
    expect(written()).toBeLessThan(6);
    fanOut.take([{ channel, events: [message(2)] }]);
    vi.runAllTimers();
    expect(rounds.map((round) => round.events.flatMap((frame) => frame.events.map((event) => event.seq)))).toEqual([[1], [2]]);
    vi.useRealTimers();
  });

  it('has written everything, in order, once it is flushed', () => {
    vi.useFakeTimers(timers);
    const channel = ChannelId.parse(randomUUID());
    const { fanOut, rounds } = fanOutTo(6, 1);
    fanOut.take([{ channel, events: [message(1)] }]);
    vi.advanceTimersToNextTimer();
    fanOut.take([{ channel, events: [message(2)] }]);
    fanOut.takeRead({ to: [], push: { channel, read: Seq.parse(2), readNth: 2, mentions: 0 } });
    fanOut.flush();
    expect(rounds.map((round) => round.events.flatMap((frame) => frame.events.map((event) => event.seq)))).toEqual([[1], [2]]);
    expect(rounds.map((round) => round.reads.length)).toEqual([0, 1]);
    vi.runAllTimers();
    expect(rounds).toHaveLength(2);
    vi.useRealTimers();
  });

  it('cuts what a large import commits into frames that a client can take', () => {
    const channel = ChannelId.parse(randomUUID());
    const { fanOut, rounds } = fanOutTo(1);
    fanOut.take([{ channel, events: Array.from({ length: 1_200 }, (_, index) => message(index + 1)) }]);
    fanOut.flush();
    expect(rounds.map((round) => round.events.map((frame) => frame.events.length))).toEqual([[500, 500, 200]]);
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
