import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { ChannelId, EventId, PersonId, Seq } from '../shared/model.ts';
import { announce } from './store/changes.ts';
import { setDisabled } from './store/people.ts';
import type { Client } from './testing/client.ts';
import { eachServer } from './testing/each-server.ts';

const id = () => EventId.parse(randomUUID());

eachServer('channels and people', {}, ({ server, join }) => {
  it('begin a direct conversation once for each pair, whoever begins it', async () => {
    const [mara, okoye] = [await server().addPerson('m1'), await server().addPerson('o1')];
    const [one, other] = [await join(mara), await join(okoye)];
    const [first, second] = await Promise.all([
      one.ok('create', { kind: 'direct', id: id(), with: okoye.id }),
      other.ok('create', { kind: 'direct', id: id(), with: mara.id }),
    ]);
    expect(second.channel.channel.id).toBe(first.channel.channel.id);
    expect([first.channel.peer, second.channel.peer]).toEqual([okoye.id, mara.id]);
    expect(await one.refused('leave', { channel: first.channel.channel.id, id: id() })).toMatchObject({ code: 'not-allowed' });
    const { events } = await one.ok('history', { channel: first.channel.channel.id, limit: 10 });
    expect(events.map((event) => event.kind)).toEqual(['join', 'join']);
  });

  it('make a group with its members, the same one for the same request, and tell them', async () => {
    const [mara, okoye] = [await server().addPerson('m2'), await server().addPerson('o2')];
    const [one, other] = [await join(mara), await join(okoye)];
    const request = { kind: 'group' as const, id: id(), name: 'deal', topic: 'secret', members: [okoye.id, mara.id] };
    const [made, again] = [await one.ok('create', request), await one.ok('create', request)];
    const channel = made.channel.channel.id;
    expect(again.channel.channel.id).toBe(channel);
    expect(made.channel).toMatchObject({ role: 'owner', head: 2, headNth: 0 });
    await other.until('the other is told', () => other.told.channel.some((told) => told.channel.channel.id === channel));
    await one.ok('send', { channel, id: id(), body: { text: 'welcome' } });
    await other.until('the other hears it', () => other.told.events.some((frame) => frame.channel === channel));
    expect((await other.ok('members', { channel })).members.map((member) => member.role).sort()).toEqual(['member', 'owner']);
  });

  it('can be found, joined, renamed, described and left; each is an event that the others see', async () => {
    const [mara, okoye] = [await server().addPerson('m3'), await server().addPerson('o3')];
    const [owner, visitor] = [await join(mara), await join(okoye)];
    const made = await owner.ok('create', { kind: 'persistent', id: id(), name: 'Gilt auctions', topic: '', members: [] });
    const channel = made.channel.channel.id;
    const found = await visitor.ok('directory', { query: 'gilt', limit: 10 });
    expect(found.channels.map((each) => each.id)).toEqual([channel]);
    const request = { channel, id: id() };
    expect((await visitor.ok('join', request)).channel.role).toBe('member');
    await visitor.ok('join', request);
    expect(await visitor.refused('rename', { channel, id: id(), name: 'Mine' })).toMatchObject({ code: 'not-allowed' });
    await owner.ok('rename', { channel, id: id(), name: 'Gilts' });
    await owner.ok('topic', { channel, id: id(), topic: 'Auctions and taps' });
    await visitor.until('the new name is told', () =>
      visitor.told.channel.some(
        ({ channel: state }) => state.channel.name === 'Gilts' && state.channel.topic === 'Auctions and taps',
      ),
    );
    const leaving = { channel, id: id() };
    await visitor.ok('leave', leaving);
    await visitor.ok('leave', leaving);
    await visitor.until('it is gone', () => visitor.told.gone.some((gone) => gone.channel === channel));
    await owner.ok('send', { channel, id: id(), body: { text: 'after you left' } });
    await owner.until('the last event is there', () =>
      owner.told.events.some((frame) => frame.events.some((event) => event.seq === 6)),
    );
    const { events } = await owner.ok('history', { channel, limit: 10 });
    expect(events.map((event) => event.kind)).toEqual(['join', 'join', 'rename', 'topic', 'leave', 'message']);
    const heard = visitor.told.events.flatMap((frame) => frame.events).filter((event) => event.kind === 'message');
    expect(heard).toEqual([]);
    expect(await visitor.refused('history', { channel, limit: 1 })).toMatchObject({ code: 'not-found' });
  });

  it('answer for what one may not see exactly as for what does not exist', async () => {
    const [mara, insider] = [await server().addPerson('m4'), await server().addPerson('i4', { firm: 'Elsewhere' })];
    const secret = await server().addChannel('Project Heron', [insider], { kind: 'group' });
    const client = await join(mara);
    const nowhere = ChannelId.parse(randomUUID());
    const nobody = PersonId.parse(randomUUID());
    const seq = Seq.parse(1);
    const both = async <T>(ask: (channel: ChannelId, person: PersonId) => Promise<T>) => [
      await ask(secret, insider.id),
      await ask(nowhere, nobody),
    ];
    const asked = [
      await both((channel) => client.call('history', { channel, limit: 1 })),
      await both((channel) => client.call('send', { channel, id: id(), body: { text: 'hello' } })),
      await both((channel) => client.call('read', { channel, seq })),
      await both((channel) => client.call('members', { channel })),
      await both((channel) => client.call('join', { channel, id: id() })),
      await both((channel) => client.call('leave', { channel, id: id() })),
      await both((channel) => client.call('invite', { channel, id: id(), person: mara.id })),
      await both((channel) => client.call('rename', { channel, id: id(), name: 'Mine' })),
      await both((channel) => client.call('topic', { channel, id: id(), topic: 'Mine' })),
      await both((_, person) => client.call('create', { kind: 'direct', id: id(), with: person })),
      await both((_, person) => client.call('create', { kind: 'group', id: id(), name: 'G', topic: '', members: [person] })),
      await both((_, person) => client.call('people', { ids: [person] })),
    ];
    for (const [hidden, missing] of asked) expect(hidden).toEqual(missing);
    const [hidden, missing] = await both((_, person) => client.ok('watch', { people: [person] }));
    expect(hidden?.presences).toEqual([{ person: insider.id, status: 'unknown' }]);
    expect(missing?.presences).toEqual([{ person: nobody, status: 'unknown' }]);
    expect(await client.ok('directory', { query: 'i4', limit: 10 })).toEqual({ people: [], firms: [], channels: [] });
    expect(JSON.stringify(await client.ok('sync', { cursors: { [secret]: seq } }))).not.toContain(secret);
  });

  it('let people of another firm see each other once they share a channel', async () => {
    const [mara, pell] = [await server().addPerson('m5'), await server().addPerson('p5', { firm: 'Halden', name: 'Conor Pell' })];
    const [one, other] = [await join(mara), await join(pell)];
    expect((await one.ok('watch', { people: [pell.id] })).presences[0]?.status).toBe('unknown');
    const channel = await server().addChannel('clients', [mara, pell]);
    await one.until('presence is shown', () =>
      one.told.presence.some((told) => told.presences.some((each) => each.person === pell.id && each.status === 'available')),
    );
    await other.ok('presence', { status: 'phone', note: 'back at ten' });
    await one.until('the change is told', () =>
      one.told.presence.some((told) => told.presences.some((each) => each.status === 'phone' && each.note === 'back at ten')),
    );
    const found = await one.ok('directory', { query: 'pell', limit: 10 });
    expect(found.people.map((person) => person.id)).toEqual([pell.id]);
    await other.ok('leave', { channel, id: id() });
    await one.until('it is hidden again', () =>
      one.told.presence.some((told) => told.presences.some((each) => each.person === pell.id && each.status === 'unknown')),
    );
    expect((await one.ok('directory', { query: 'pell', limit: 10 })).people).toEqual([]);
  });

  it('C2 hear what a computer says of its person, and never what that person chose behind it', async () => {
    const [mara, okoye] = [await server().addPerson('m8'), await server().addPerson('o8')];
    const [one, other] = [await join(mara), await join(okoye)];
    await one.ok('watch', { people: [okoye.id] });
    await other.ok('watch', { people: [okoye.id] });
    const told = (client: typeof one) => client.told.presence.flatMap(({ presences }) => presences);
    await other.ok('presence', { status: 'phone', note: 'back at ten' });
    await other.ok('presence', { status: 'phone', note: 'back at ten', automatic: 'away' });
    await one.until('it is told', () => told(one).some(({ status }) => status === 'away'));
    await other.until('it is told to the person', () => told(other).some(({ automatic }) => automatic));
    expect(told(other).at(-1)).toMatchObject({ status: 'away', automatic: true, chosen: 'phone' });
    const [now] = (await one.ok('watch', { people: [okoye.id] })).presences;
    expect(Object.keys(now ?? {}).sort()).toEqual(['note', 'person', 'since', 'status']);
    for (const presence of told(one)) expect(JSON.stringify(presence)).not.toMatch(/automatic|chosen/);
    expect(await other.call('presence', { automatic: 'busy' as never })).toMatchObject({
      ok: false,
      error: { code: 'bad-request' },
    });
    // It goes with the connection: whoever comes back is as they chose.
    other.close();
    await one.until('the person has gone', () => told(one).at(-1)?.status === 'offline');
    await join(okoye);
    await one.until('the choice is told', () => told(one).at(-1)?.status === 'phone');
  });

  it('still name those who left in what they said, and tell nothing else of them', async () => {
    const [mara, guest] = [await server().addPerson('m6'), await server().addPerson('g6', { firm: 'Guests' })];
    const channel = await server().addChannel('visited', [mara, guest]);
    const [one, other] = [await join(mara), await join(guest)];
    await other.ok('send', { channel, id: id(), body: { text: 'goodbye' } });
    await other.ok('leave', { channel, id: id() });
    await one.until('the leave is there', () =>
      one.told.events.some((frame) => frame.events.some((event) => event.kind === 'leave')),
    );
    expect((await one.ok('history', { channel, limit: 10 })).people.map((person) => person.handle)).toContain('g6');
    expect((await one.ok('people', { ids: [guest.id] })).people.map((person) => person.handle)).toEqual(['g6']);
    expect((await one.ok('watch', { people: [guest.id] })).presences[0]?.status).toBe('unknown');
  });

  it('end the connections of a person whose account is disabled', async () => {
    const mara = await server().addPerson('m7');
    const client = await join(mara);
    await setDisabled(server().database.queries, mara.id, true);
    await client.until('the connection is closed', () => client.closed);
    expect(client.told.bye).toEqual([expect.objectContaining({ code: 'disabled' })]);
    await expect(join(mara)).rejects.toMatchObject({ code: 'disabled' });
  });

  it('tell one who leaves nothing that is said afterwards, however close', async () => {
    const [mara, okoye] = [await server().addPerson('m-late'), await server().addPerson('o-late')];
    const [stays, leaves] = [await join(mara), await join(okoye)];
    const names = Array.from({ length: 20 }, (_, nth) => `late ${nth}`);
    const channels = await Promise.all(names.map((name) => server().addChannel(name, [mara, okoye])));
    // What changes elsewhere is read one after the other, and that somebody has left after all of it.
    const busy = () => channels.map((channel) => announce(server().database.queries, { type: 'channel', channel }));
    for (const channel of channels.slice(0, 5)) {
      await leaves.until('the channel is there', () => leaves.told.channel.some((told) => told.channel.channel.id === channel));
      let isLeaving = true;
      const say = async () => {
        while (isLeaving) await stays.ok('send', { channel, id: id(), body: { text: 'and on it goes' } });
      };
      const leave = async () => {
        await leaves.ok('leave', { channel, id: id() });
        isLeaving = false;
      };
      await Promise.all([say(), say(), say(), leave(), ...busy()]);
      await stays.until('the leave is there', () => heardIn(stays, channel).some((event) => event.kind === 'leave'));
      await leaves.ok('people', { ids: [] });
      const left = heardIn(stays, channel).find((event) => event.kind === 'leave')?.seq ?? 0;
      expect(left).toBeGreaterThan(0);
      expect(heardIn(leaves, channel).filter(({ seq }) => seq > left)).toEqual([]);
    }
  });

  it('cannot be found by people of other firms while they are being made', async () => {
    const [mara, okoye] = [await server().addPerson('m-new'), await server().addPerson('o-new', { firm: 'Onlookers' })];
    const [makes, looks] = [await join(mara), await join(okoye)];
    const topic = 'quietly begun';
    let isMaking = true;
    const making = async () => {
      for (let nth = 0; nth < 3; nth++) {
        await makes.ok('create', { kind: 'persistent', id: id(), name: `new ${nth}`, topic, members: [] });
      }
      isMaking = false;
    };
    const looking = async () => {
      const found = [];
      // More would be refused.
      for (let times = 0; times < 70 && isMaking; times++)
        found.push(...(await looks.ok('directory', { query: topic, limit: 100 })).channels);
      return found;
    };
    const [found] = await Promise.all([looking(), making()]);
    expect(found).toEqual([]);
  });
});

function heardIn({ told }: Client, channel: ChannelId) {
  return told.events.flatMap((frame) => (frame.channel === channel ? frame.events : []));
}
