import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSample } from './cast.ts';
import { cuesOf } from './play.ts';
import { mentionedIn, parseScript, secondsOf } from './script.ts';

describe('a written conversation', () => {
  it('is read line by line, with actions, continuations and comments', () => {
    const lines = parseScript(
      'rates.txt',
      '# desk\n06:50:12 park> morning all\n06:51:00 * sato waves\n06:52:00 px.bot> mids:\n    2y\n  5y\n',
    );
    expect(lines.map(({ at, handle, text, action }) => [at, handle, text, action])).toEqual([
      [secondsOf('06:50:12'), 'park', 'morning all', false],
      [secondsOf('06:51:00'), 'sato', 'waves', true],
      [secondsOf('06:52:00'), 'px.bot', 'mids:\n  2y\n5y', false],
    ]);
  });

  it.each([
    ['6:50 park> hi', 'line 1'],
    ['06:50:12 park> hi\n25:00:00 park> hi', 'line 2'],
    ['  continued', 'line 1'],
  ])('that cannot be read names the line: %j', (text, where) => {
    expect(() => parseScript('rates.txt', text)).toThrow(where);
  });

  it('mentions those it names, whatever punctuation follows', () => {
    const known = new Set(['mara', 'px.bot', 'sato']);
    const mentioned = mentionedIn('@mara, @px.bot: and (@sato). not a@sato.example nor @nobody', (handle) => known.has(handle));
    expect(mentioned).toEqual(['mara', 'px.bot', 'sato']);
  });

  it('of the trading day can be read whole, and says something in its first minute', async () => {
    const sample = await readSample(join(import.meta.dirname, '..', '..', 'samples', 'trading-day'));
    const cues = cuesOf(sample);
    expect(cues.length).toBeGreaterThan(100);
    expect(cues.filter((cue) => cue.at < sample.opensAt + 60).length).toBeGreaterThan(3);
  });
});
