import { describe, expect, test } from 'vitest';
import type { EnginePushes } from '../../shared/engine-api.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { channelNamed, logOf } from '../testing/log-of.ts';
import { createFanOut } from './fan-out.ts';

const channel = channelNamed('rates');
const log = logOf(2000);

function setUp() {
  const clock = fakeClock();
  const frames: { frame: EnginePushes['frame']; delivered: () => void }[] = [];
  const cuts: number[] = [];
  const fanOut = createFanOut({
    clock,
    post: (frame, delivered) => void frames.push({ frame, delivered }),
    onCut: (_channel, from) => void cuts.push(from),
  });
  const append = (from: number, to: number) => fanOut.timeline({ channel, type: 'append', events: log.slice(from, to) });
  return { clock, frames, cuts, fanOut, append };
}

describe('frames to a window', () => {
  test('go out at once when it was quiet, and then at most every 33 ms with all that has gathered', async () => {
    const { clock, frames, append } = setUp();
    append(0, 1);
    expect(frames).toHaveLength(0);
    await clock.advance(0);
    expect(frames).toHaveLength(1);
    for (let n = 1; n < 11; n += 1) append(n, n + 1);
    await clock.advance(32);
    expect(frames).toHaveLength(1);
    await clock.advance(1);
    expect(frames).toHaveLength(2);
    expect(frames[1]?.frame.timelines).toEqual([{ channel, type: 'append', events: log.slice(1, 11) }]);
  });

  test('wait for a window that does not keep up, and go on where it left off', async () => {
    const { clock, frames, append } = setUp();
    for (let n = 0; n < 20; n += 1) {
      append(n, n + 1);
      await clock.advance(40);
    }
    expect(frames).toHaveLength(3);
    frames[0]?.delivered();
    await clock.advance(40);
    expect(frames).toHaveLength(4);
    expect(frames[3]?.frame.timelines).toEqual([{ channel, type: 'append', events: log.slice(3, 20) }]);
  });

  test('begin anew with the newest part when too much has gathered', async () => {
    const { clock, frames, cuts, append } = setUp();
    for (let n = 0; n < 3; n += 1) {
      append(n, n + 1);
      await clock.advance(40);
    }
    append(3, 2000);
    frames[0]?.delivered();
    await clock.advance(40);
    const [diff] = frames[3]?.frame.timelines ?? [];
    expect(diff?.type).toBe('reset');
    expect(cuts).toEqual([diff?.type === 'reset' ? diff.snapshot.events[0]?.seq : 0]);
  });

  test('say nothing of a channel that has been opened anew since, and nothing at all after the end', async () => {
    const { clock, frames, fanOut, append } = setUp();
    append(0, 1);
    fanOut.forget(channel);
    fanOut.shared({ me: null });
    await clock.advance(0);
    expect(frames.map(({ frame }) => frame)).toEqual([{ shared: { me: null } }]);
    append(1, 2);
    fanOut.stop();
    await clock.advance(1000);
    expect(frames).toHaveLength(1);
  });
});
