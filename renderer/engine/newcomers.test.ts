import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelEvent } from '../../shared/events.ts';
import { Seq } from '../../shared/model.ts';
import { channelNamed, logOf, personNamed } from '../testing/log-of.ts';
import { lookingBack, newcomersOf } from './newcomers.ts';

const me = personNamed('me');
const people = ['ana', 'ben', 'cy'].map(personNamed);
const [ana, ben] = [personNamed('ana'), personNamed('ben')];

type Told = 'mine' | 'theirs' | { join: typeof me } | { leave: typeof me };
function logOfTold(told: readonly Told[]): ChannelEvent[] {
  return told.map((each, at): ChannelEvent => {
    const [plain] = logOf(1, each === 'mine' ? me : ana);
    if (!plain) throw new Error('There is no event.');
    const header = { ...plain, seq: Seq.parse(at + 1) };
    if (each === 'mine' || each === 'theirs') return { ...header, kind: 'message', body: { text: 'said' } };
    if ('join' in each) return { ...header, kind: 'join', body: { person: each.join } };
    return { ...header, kind: 'leave', body: { person: each.leave } };
  });
}
function found(told: readonly Told[]) {
  const look = lookingBack(me);
  for (const event of logOfTold(told).reverse()) if (look.take(event) === 'end') break;
  return look.found().map(({ person }) => person);
}

describe('who came since one last spoke', () => {
  it('is who joined after that, the newest first', () => {
    expect(found([{ join: ana }, 'mine', 'theirs', { join: ben }, 'theirs'])).toEqual([ben]);
    expect(found(['mine', { join: ana }, { join: ben }])).toEqual([ben, ana]);
    expect(found([{ join: ana }, { join: ben }, 'mine'])).toEqual([]);
  });

  it('does not name who has left again, and names once who came twice', () => {
    expect(found(['mine', { join: ana }, { leave: ana }])).toEqual([]);
    expect(found(['mine', { join: ana }, { leave: ana }, { join: ana }])).toEqual([ana]);
  });

  it('of a channel in which one has said nothing, is who came after oneself', () => {
    expect(found([{ join: ana }, { join: me }, { join: ben }])).toEqual([ben]);
  });

  it('is what going through the log forwards finds', () => {
    const told = fc.oneof(
      fc.constantFrom<Told>('mine', 'theirs', 'theirs'),
      fc.constantFrom(...people).map((person): Told => ({ join: person })),
      fc.constantFrom(...people).map((person): Told => ({ leave: person })),
    );
    fc.assert(
      fc.property(fc.array(told, { maxLength: 40 }), (log) => {
        const there = new Set<typeof me>();
        for (const each of log) {
          if (each === 'mine') there.clear();
          else if (each !== 'theirs' && 'join' in each) there.add(each.join);
          else if (each !== 'theirs') there.delete(each.leave);
        }
        expect(new Set(found(log))).toEqual(there);
      }),
    );
  });

  it('is looked for a bounded way back, a step at a time', async () => {
    const channel = channelNamed('rates');
    const read: [number, number][] = [];
    const log = logOf(5_000, ana);
    const logs = {
      async read(_: typeof channel, from: number, to: number) {
        read.push([from, to]);
        return log.slice(from - 1, to);
      },
    };
    expect(await newcomersOf(channel, { me, head: 5_000, logs })).toEqual([]);
    expect(read.length).toBe(5);
    expect(read.at(-1)).toEqual([4_001, 4_200]);
    read.length = 0;
    await newcomersOf(channel, { me, head: 50, logs });
    expect(read).toEqual([[1, 50]]);
    read.length = 0;
    await newcomersOf(channel, { me: ana, head: 5_000, logs });
    expect(read).toEqual([[4_801, 5_000]]);
  });
});
