import { describe, expect, test } from 'vitest';
import type { ChannelView } from '../../shared/engine-api.ts';
import { createFakeEngine } from '../client/fake-engine.ts';
import { channelEntries } from './channel-list.ts';
import { channelTitle, memberCount, outsideFirms } from './channels.ts';

const { channels, people: everyone, me } = createFakeEngine().shared();
const people = new Map(everyone.map((person) => [person.id, person]));
const sample = channels.find((view) => view.channel.kind === 'persistent');
if (!sample) throw new Error('The fake engine has no channel.');
const named = (name: string): ChannelView => ({ ...sample, channel: { ...sample.channel, name } });
const titles = (names: string[], query: string) => channelEntries(names.map(named), people, query).map(({ title }) => title);

describe('the list of channels', () => {
  test('is by name', () => {
    expect(titles(['vol', 'credit-ig', 'rates-eur'], '')).toEqual(['credit-ig', 'rates-eur', 'vol']);
  });

  test('holds what has every word that is typed, in any order and without accents or capitals', () => {
    expect(titles(['Zürich rates', 'rates-eur', 'vol'], 'RATES zur')).toEqual(['Zürich rates']);
    expect(titles(['vol'], 'nothing like it')).toEqual([]);
  });

  test('what begins as typed comes first', () => {
    expect(titles(['a-vol', 'vol'], 'vol')).toEqual(['vol', 'a-vol']);
  });

  test('a direct channel is called by the other person', () => {
    const direct = channels.find((view) => view.channel.kind === 'direct');
    if (!direct?.peer) throw new Error('The fake engine has no direct channel.');
    const peer = people.get(direct.peer)?.name;
    expect(channelTitle(direct, peer)).toBe(peer);
    expect(channelEntries([direct], people, '').map(({ title }) => title)).toEqual([peer]);
  });
});

describe('who is in a channel', () => {
  test('firms outside one’s own are counted, people of all firms are', () => {
    const own = me?.firm.id;
    expect(outsideFirms(sample, own)).toBe(sample.firms.filter((firm) => firm.firm !== own).length);
    expect(memberCount(sample)).toBe(sample.firms.reduce((sum, firm) => sum + firm.members, 0));
  });
});
