import { describe, expect, test } from 'vitest';
import { EventId, Seq } from '../../shared/model.ts';
import { logOf } from '../testing/log-of.ts';
import { MOST_SEARCHED, type Search, searchStep } from './find-message.ts';
import { rowsOf } from './rows.ts';

const log = logOf(60);
const part = log.slice(20, 50);

function search(more: Partial<Search> = {}): Search {
  const events = more.events ?? part;
  const rows = rowsOf({ events, pending: [], hasOlder: true, unreadAfter: null, me: undefined }, null).all;
  return { message: Seq.parse(30), events, rows, hasOlder: true, older: 'idle', head: 50, ...more };
}

describe('a message that is sought', () => {
  test('is shown where it is, by its place in the log or by its id', () => {
    for (const event of part) {
      for (const message of [event.seq, event.id]) {
        const step = searchStep(search({ message }));
        expect(step).toMatchObject({ do: 'show', event });
        expect(step.do === 'show' && step.row.key).toBeTruthy();
      }
    }
  });

  test('is sought by its place in the log, and by its id in what is older while there is any', () => {
    const id = log[3]?.id ?? EventId.parse('');
    for (const seq of [3, 55]) expect(searchStep(search({ message: Seq.parse(seq), head: 60 }))).toEqual({ do: 'seek', seq });
    expect(searchStep(search({ message: id }))).toEqual({ do: 'older' });
    expect(searchStep(search({ message: id, older: 'loading' }))).toEqual({ do: 'wait' });
  });

  test('is given up in words where it cannot be', () => {
    const old = { message: log[3]?.id ?? EventId.parse('') };
    expect(searchStep(search({ ...old, hasOlder: false }))).toEqual({ do: 'give-up', why: 'notHere' });
    expect(searchStep(search({ ...old, older: 'missing' }))).toEqual({ do: 'give-up', why: 'offline' });
    const long = logOf(MOST_SEARCHED + 10).slice(9);
    expect(searchStep({ ...search(old), events: long })).toEqual({ do: 'give-up', why: 'tooFar' });
  });

  test('is waited for when it is on its way', () => {
    expect(searchStep(search({ message: Seq.parse(51) }))).toEqual({ do: 'wait' });
    expect(searchStep(search({ events: [], rows: [] }))).toEqual({ do: 'wait' });
    // Its event has come, and the rows are those of the moment before.
    expect(searchStep({ ...search(), rows: [] })).toEqual({ do: 'wait' });
  });
});
