import { describe, expect, test } from 'vitest';
import { ChannelId, Seq } from '../../shared/model.ts';
import type { Toast } from '../../shared/toast.ts';
import { openWords } from '../words/words.ts';
import { wordingOf } from './wording.ts';

const channel = ChannelId.parse('00000000-0000-7000-8000-000000000001');
const direct: Toast = {
  channel,
  seq: Seq.parse(1),
  why: 'direct',
  sender: 'Chidi Okoye',
  name: '',
  text: 'coffee <b>after</b> Spain & PMI?',
  action: false,
};
const mention: Toast = { ...direct, why: 'mention', name: 'rates-eur' };
const single = (toast: Toast) => ({ id: 1, digest: false, toasts: [toast] });
const open = { hidden: false, markup: false };

describe('a toast says', () => {
  const words = openWords();

  test('who spoke, where, and what', () => {
    expect(wordingOf(single(direct), words, open)).toEqual({ title: 'Chidi Okoye', body: 'coffee <b>after</b> Spain & PMI?' });
    expect(wordingOf(single(mention), words, open).title).toBe('Chidi Okoye in rates-eur');
    expect(wordingOf(single({ ...direct, sender: '' }), words, open).title).toBe('Someone');
    expect(wordingOf(single({ ...direct, action: true, text: 'waves' }), words, open).body).toBe('* Chidi Okoye waves');
  });

  test('what was written as it was written, also where the desktop reads markup', () => {
    expect(wordingOf(single(direct), words, { ...open, markup: true }).body).toBe(
      'coffee &lt;b&gt;after&lt;/b&gt; Spain &amp; PMI?',
    );
  });

  test('nothing of it while it is to be hidden', () => {
    for (const toast of [direct, mention]) {
      expect(wordingOf(single(toast), words, { ...open, hidden: true })).toEqual({ title: 'Mullion', body: 'New message' });
    }
  });

  test('how many, of many; in the language of the person', () => {
    const other = { ...mention, channel: ChannelId.parse('00000000-0000-7000-8000-000000000002') };
    const digest = { id: 1, digest: true, toasts: [direct, mention, other, { ...direct, seq: Seq.parse(2) }] };
    expect(wordingOf(digest, words, open)).toEqual({ title: 'Mullion', body: '4 new messages in 2 conversations' });
    expect(wordingOf(digest, openWords('de'), { ...open, hidden: true }).body).toBe('4 neue Nachrichten in 2 Unterhaltungen');
    expect(wordingOf({ ...digest, toasts: [direct] }, words, open).body).toBe('1 new message in 1 conversation');
  });
});
