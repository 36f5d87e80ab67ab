import { expect, test } from 'vitest';
import { createFakeEngine } from '../client/fake-engine.ts';
import { recordingOf } from './recording.ts';

const [one, two, three] = createFakeEngine().shared().channels;
if (!one || !two || !three) throw new Error('The script has fewer than three channels.');
const off = (view: typeof one) => ({ ...view, channel: { ...view.channel, recorded: false } });

test('that all is recorded, that nothing is, or how many conversations are not', () => {
  expect(recordingOf([one, two, three])).toBe('all');
  expect(recordingOf([off(one), off(two)])).toBe('none');
  expect(recordingOf([one, off(two), off(three)])).toEqual({ unrecorded: 2 });
});

test('nothing is said of no conversation', () => {
  expect(recordingOf([])).toBeNull();
});
