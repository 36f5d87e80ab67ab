import { describe, expect, it } from 'vitest';
import { ChannelEvent } from '../../shared/events.ts';
import { Firm, Person, PersonId, Seq } from '../../shared/model.ts';
import { announcementOf } from './announcement.ts';
import { IDLE_MS, looking } from './attention.ts';
import { dayLabel, dayWord, exactTimes, startOfDay } from './days.ts';
import { type SpeakerSource, speakerBook, speakerLabel } from './speaker.ts';
import { markAfter, noMark } from './unread-mark.ts';

const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

describe('a speaker', () => {
  it.each([
    ['mara', 'Mara Voss', 'Mara'],
    ['okoye', 'Chidi Okoye', 'Okoye'],
    ['dasilva', 'Rafael da Silva', 'da Silva'],
    ['oneill', "Siobhan O'Neill", "O'Neill"],
    ['wire', 'Newswire', 'Newswire'],
    ['px.bot', 'Price bot', 'Price bot'],
  ])('%s (%s) is called %s', (handle, name, label) => {
    expect(speakerLabel({ handle, name })).toBe(label);
  });

  const firm = (n: number, name: string, short: string) => Firm.parse({ id: uuid(n), tenant: 't', name, short });
  const person = (n: number, of: Firm, handle: string, name: string) =>
    Person.parse({ id: uuid(n), firm: of.id, handle, name, kind: 'person' });
  const [corvid, halden] = [firm(1, 'Corvid Capital Markets', 'Corvid'), firm(2, 'Halden Asset Management', 'Halden')];
  const [mara, pell] = [person(11, corvid, 'mara', 'Mara Voss'), person(12, halden, 'pell', 'Conor Pell')];
  const source: SpeakerSource = {
    people: new Map([mara, pell].map((one) => [one.id, one])),
    firms: new Map([corvid, halden].map((one) => [one.id, one])),
    me: { person: mara, firm: corvid },
    words: {
      you: 'You',
      someone: 'Someone',
      withFirm: (name, of) => `${name} · ${of}`,
      outside: (name, of) => `${name} · ${of} · outside`,
    },
  };

  it('from outside has the firm beside the name; oneself is "You"; who is not known is someone', () => {
    const { find } = speakerBook(source);
    expect(find(pell.id)).toMatchObject({
      label: 'Pell · Halden',
      long: 'Conor Pell · Halden Asset Management · outside',
      me: false,
    });
    expect(find(mara.id)).toMatchObject({ label: 'You', name: 'Mara', me: true });
    expect(find(PersonId.parse(uuid(99))).label).toBe('Someone');
  });

  it('keeps their identity when someone else changes', () => {
    const before = speakerBook(source);
    const known = before.find(pell.id);
    const renamed = { ...mara, name: 'Mara Lind' };
    const after = speakerBook({ ...source, people: new Map(source.people).set(mara.id, renamed) }, before.known);
    expect(after.find(pell.id)).toBe(known);
  });
});

describe('a day', () => {
  const today = startOfDay(new Date(2026, 10, 23, 15).getTime());
  const dayAt = (year: number, month: number, date: number) => new Date(year, month, date).getTime();

  it('is called by a word of its own while it is near', () => {
    expect(dayWord(today, today)).toBe('today');
    expect(dayWord(dayAt(2026, 10, 22), today)).toBe('yesterday');
    expect(dayWord(dayAt(2026, 10, 21), today)).toBeNull();
  });

  it('has its year only where it is another one', () => {
    expect(dayLabel(today, today, 'en')).toBe('Mon 23 Nov');
    expect(dayLabel(dayAt(2004, 6, 5), today, 'en')).toBe('Mon 5 Jul 2004');
  });

  it('has times to the millisecond in UTC', () => {
    expect(exactTimes(Date.UTC(2026, 10, 23, 7, 42, 5, 123), 'en').utc).toBe('2026-11-23T07:42:05.123Z');
    expect(exactTimes(Date.UTC(2026, 10, 23, 7, 42, 5, 123), 'en').local).toContain('05.123');
  });
});

describe('the "new" line', () => {
  const seq = (n: number) => Seq.parse(n);
  const opened = markAfter(noMark, { type: 'opened', read: seq(10) });

  it('stands where the person had read to when the pane was opened, also while they read on', () => {
    const attended = markAfter(opened, { type: 'attended', attended: true, newest: seq(14) });
    expect(attended.after).toBe(10);
    expect(markAfter(attended, { type: 'attended', attended: true, newest: seq(20) }).after).toBe(10);
  });

  it('is not drawn before what arrives while one looks', () => {
    expect(markAfter(opened, { type: 'attended', attended: true, newest: seq(10) }).after).toBeNull();
  });

  it('moves to the newest when the person turns away', () => {
    const attended = markAfter(opened, { type: 'attended', attended: true, newest: seq(14) });
    const away = markAfter(attended, { type: 'attended', attended: false, newest: seq(20) });
    expect(away.after).toBe(20);
    expect(markAfter(away, { type: 'attended', attended: true, newest: seq(25) }).after).toBe(20);
  });

  it('goes when the person says something', () => {
    expect(markAfter(opened, { type: 'spoke' }).after).toBeNull();
  });
});

describe('what is read out', () => {
  const event = (seq: number, by: number) =>
    ChannelEvent.parse({
      seq,
      nth: seq,
      id: uuid(100 + seq),
      actor: uuid(by),
      at: seq,
      kind: 'message',
      body: { text: `m${seq}` },
    });

  it('is the newest of others, and how many more there are', () => {
    const events = [1, 2, 3, 4, 5, 6].map((seq) => event(seq, seq === 4 ? 1 : 2));
    const told = announcementOf(events, Seq.parse(1), PersonId.parse(uuid(1)));
    expect(told?.messages.map(({ text }) => text)).toEqual(['m3', 'm5', 'm6']);
    expect(told?.more).toBe(1);
    expect(announcementOf(events, Seq.parse(6), undefined)).toBeNull();
  });
});

describe('attention', () => {
  it('needs the focus, a window on screen, and a sign of life within a minute', () => {
    const page = { focused: true, shown: true, activeAt: 1000 };
    expect(looking(page, 1000 + IDLE_MS - 1).looking).toBe(true);
    expect(looking(page, 1000 + IDLE_MS).looking).toBe(false);
    expect(looking({ ...page, focused: false }, 1001).looking).toBe(false);
    expect(looking({ ...page, shown: false }, 1001).looking).toBe(false);
  });
});
