import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeAfter } from './play.ts';

describe('a sample that is started again', () => {
  const goesOn = (rounds: boolean[][], cues: number) => placeAfter(async (round) => rounds[round] ?? Array(cues).fill(false));

  it('begins at the beginning where nothing was said', async () => {
    expect(await goesOn([], 3)).toEqual({ round: 0, cue: 0 });
  });

  it('goes on behind the last line that was said, and over one that was refused', async () => {
    expect(await goesOn([[true, false, true, false]], 4)).toEqual({ round: 0, cue: 3 });
  });

  it('begins the day again where it was said to its end', async () => {
    expect(await goesOn([[true, true]], 2)).toEqual({ round: 1, cue: 0 });
  });

  it('never says again what was said, however often it is stopped', async () => {
    const stops = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), stops, async (cues, pieces) => {
        const rounds: boolean[][] = [];
        let said = 0;
        for (const piece of pieces) {
          let { round, cue } = await goesOn(rounds, cues);
          expect(round * cues + cue).toBe(said);
          for (let one = 0; one < piece; one++) {
            rounds[round] ??= Array(cues).fill(false);
            rounds[round]?.splice(cue, 1, true);
            said += 1;
            cue += 1;
            if (cue === cues) [round, cue] = [round + 1, 0];
          }
        }
      }),
    );
  });
});
