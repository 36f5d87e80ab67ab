import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_MENTIONS, MAX_TEXT, MessageBody } from '../../shared/events.ts';
import { Person, PersonId } from '../../shared/model.ts';
import { anyText } from '../testing/any-text.ts';
import { candidates, completed, mentionAt, mentioned } from './mention.ts';
import { messageOf, NEAR_LIMIT, roomLeft, typedSince } from './message.ts';

const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const person = (n: number, handle: string, name: string) =>
  Person.parse({ id: uuid(n), firm: uuid(1), handle, name, kind: 'person' });
const everyone = [
  person(11, 'mara', 'Mara Voss'),
  person(12, 'okoye', 'Chidi Okoye'),
  person(13, 'oneill', "Siobhan O'Neill"),
  person(14, 'px.bot', 'Price bot'),
];
const byHandle = (handle: string) => everyone.find((one) => one.handle === handle)?.id;

describe('what is sent', () => {
  it('is what was typed, without empty lines around it', () => {
    expect(messageOf('\n\n  2y  5y\nx \n\n', byHandle)).toEqual({ ok: true, body: { text: '  2y  5y\nx' } });
    expect(messageOf(' \n ', byHandle)).toEqual({ ok: false, why: 'empty' });
  });

  it('is an action after /me', () => {
    expect(messageOf('/me waves ', byHandle)).toEqual({ ok: true, body: { text: 'waves', style: 'action' } });
    expect(messageOf('/me ', byHandle)).toEqual({ ok: false, why: 'empty-action' });
    expect(messageOf('/mean', byHandle)).toEqual({ ok: true, body: { text: '/mean' } });
  });

  it('names who is meant, once each', () => {
    const made = messageOf('@Mara and @px.bot, @mara! not a@okoye or @nobody', byHandle);
    expect(made.ok && made.body.mentions).toEqual([uuid(11), uuid(14)]);
  });

  it('is refused when it is too long, which is told before', () => {
    expect(messageOf('x'.repeat(MAX_TEXT + 1), byHandle)).toEqual({ ok: false, why: 'too-long' });
    expect(roomLeft('x'.repeat(MAX_TEXT - NEAR_LIMIT))).toBeNull();
    expect(roomLeft('x'.repeat(MAX_TEXT + 3))).toBe(-3);
  });

  it('is always something that the log takes', () => {
    const typed = fc.oneof(
      anyText,
      fc.array(fc.constantFrom('@mara', '/me', ' ', '\n', '\u0000', '\ud800', 'x')).map((bits) => bits.join('')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const made = messageOf(text, byHandle);
        if (made.ok) expect(MessageBody.safeParse(made.body).success).toBe(true);
      }),
    );
  });

  it('mentions no more people than a message may', () => {
    const many = Array.from({ length: MAX_MENTIONS + 10 }, (_, at) => `@p${at}`).join(' ');
    expect(mentioned(many, (handle) => PersonId.parse(uuid(Number(handle.slice(1)) + 100)), MAX_MENTIONS)).toHaveLength(
      MAX_MENTIONS,
    );
  });
});

describe('what is typed while a message is stored', () => {
  it('stays, wherever it was typed', () => {
    expect(typedSince('first', 'first')).toBe('');
    expect(typedSince('first', 'first and more')).toBe(' and more');
    expect(typedSince('first', 'so first')).toBe('so ');
    expect(typedSince('aa', 'aaa')).toBe('a');
  });

  it('is never lost: one run of new text, anywhere, is what stays', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(), (sent, typed, where) => {
        const at = sent.length ? where % (sent.length + 1) : 0;
        const now = sent.slice(0, at) + typed + sent.slice(at);
        expect(typedSince(sent, now)).toHaveLength(typed.length);
      }),
    );
  });
});

describe('completing a mention', () => {
  it('follows the letters after an @ at the start of a word', () => {
    expect(mentionAt('hi @ma', 6)).toEqual({ from: 3, query: 'ma' });
    expect(mentionAt('@', 1)).toEqual({ from: 0, query: '' });
    expect(mentionAt('mail a@b', 8)).toBeNull();
    expect(mentionAt('@mara ok', 8)).toBeNull();
  });

  it('offers handles first, then names', () => {
    expect(candidates('o', everyone, 8).map(({ handle }) => handle)).toEqual(['okoye', 'oneill']);
    expect(candidates('nei', everyone, 8).map(({ handle }) => handle)).toEqual(['oneill']);
    expect(candidates('', everyone, 2)).toHaveLength(2);
    expect(candidates('zz', everyone, 8)).toEqual([]);
  });

  it('puts the handle in the place of the letters, and the caret after it', () => {
    expect(completed('hi @ma there', 6, { from: 3, query: 'ma' }, 'mara')).toEqual({ text: 'hi @mara there', caret: 8 });
    expect(completed('@o', 2, { from: 0, query: 'o' }, 'okoye')).toEqual({ text: '@okoye ', caret: 7 });
  });

  it('never loses what stands around it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const text = `${before} @ma${after}`;
        const caret = before.length + 4;
        const mention = mentionAt(text, caret);
        if (!mention) return;
        const done = completed(text, caret, mention, 'mara');
        expect(done.text.startsWith(`${before} @mara`)).toBe(true);
        expect(done.text.endsWith(after)).toBe(true);
      }),
    );
  });
});
