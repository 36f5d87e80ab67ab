import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FirmId, PersonId, TenantId } from '../../shared/model.ts';
import { type Action, type ChannelFacts, decide, type PersonFacts, type Subject, type Targets, type Verdict } from './decide.ts';

const firms = [FirmId.parse('00000000-0000-4000-8000-00000000000a'), FirmId.parse('00000000-0000-4000-8000-00000000000b')];
const people = [PersonId.parse('00000000-0000-4000-8000-000000000001'), PersonId.parse('00000000-0000-4000-8000-000000000002')];
const tenants = [TenantId.parse('one'), TenantId.parse('two')];

const subject: fc.Arbitrary<Subject> = fc.record({
  person: fc.constantFrom(...people),
  firm: fc.constantFrom(...firms),
  tenant: fc.constantFrom(...tenants),
  kind: fc.constantFrom('person', 'bot', 'feed'),
  disabled: fc.boolean(),
});
const channelFacts: fc.Arbitrary<ChannelFacts> = fc.record({
  kind: fc.constantFrom('direct', 'group', 'persistent'),
  tenant: fc.constantFrom(...tenants),
  feed: fc.boolean(),
  role: fc.constantFrom('owner', 'member', null),
  homeFirms: fc.option(fc.subarray(firms).map((some) => new Set(some))),
});
const personFacts: fc.Arbitrary<PersonFacts> = fc.record({
  person: fc.constantFrom(...people),
  firm: fc.constantFrom(...firms),
  tenant: fc.constantFrom(...tenants),
  disabled: fc.boolean(),
  sharesChannel: fc.boolean(),
  inRecord: fc.boolean(),
});
const channel = fc.option(channelFacts);
const person = fc.option(personFacts);

const onChannel = ['read-channel', 'send', 'find-channel', 'join', 'leave', 'describe'] as const satisfies Action[];
const onPerson = ['see-person', 'find-person', 'see-presence', 'converse'] as const satisfies Action[];

const target: fc.Arbitrary<{ [A in Action]: { action: A; target: Targets[A] } }[Action]> = fc.oneof(
  fc.record({ action: fc.constantFrom(...onChannel), target: fc.record({ channel }) }),
  fc.record({ action: fc.constantFrom(...onPerson), target: fc.record({ person }) }),
  fc.record({ action: fc.constant('invite' as const), target: fc.record({ channel, person }) }),
  fc.record({ action: fc.constant('mention' as const), target: fc.record({ channel, isMember: fc.boolean() }) }),
);

const nothing = decide(sample(), 'read-channel', { channel: null });

function sample(): Subject {
  const [me] = people;
  const [firm] = firms;
  const [tenant] = tenants;
  if (!me || !firm || !tenant) throw new Error('There are samples.');
  return { person: me, firm, tenant, kind: 'person', disabled: false };
}

function judge(who: Subject, what: { [A in Action]: { action: A; target: Targets[A] } }[Action]): Verdict {
  return decide(who, what.action, what.target);
}

describe('policy', () => {
  it('lets a disabled person do nothing, and tells them only that', () => {
    fc.assert(
      fc.property(subject, target, (who, what) => {
        expect(judge({ ...who, disabled: true }, what)).toMatchObject({ allow: false, code: 'disabled' });
      }),
    );
  });

  it('lets nobody read, write or change a channel that they are not a member of, and says it does not exist', () => {
    fc.assert(
      fc.property(subject, channelFacts, fc.constantFrom('read-channel', 'send', 'leave', 'describe'), (who, facts, action) => {
        const stranger = { ...who, disabled: false };
        expect(decide(stranger, action, { channel: { ...facts, role: null } })).toEqual(nothing);
      }),
    );
  });

  it('answers for what one may not see exactly as for what does not exist', () => {
    fc.assert(
      fc.property(subject, channelFacts, personFacts, (who, where, whom) => {
        const me = { ...who, disabled: false };
        for (const action of onChannel) {
          const missing = decide(me, action, { channel: null });
          const verdict = decide(me, action, { channel: where });
          if (!decide(me, 'find-channel', { channel: where }).allow) expect(verdict).toEqual(missing);
        }
        if (whom.person === me.person) return;
        for (const action of onPerson) {
          const verdict = decide(me, action, { person: whom });
          if (!decide(me, 'see-person', { person: whom }).allow) expect(verdict).toEqual(decide(me, action, { person: null }));
        }
      }),
    );
  });

  it('lets nothing cross a tenant', () => {
    fc.assert(
      fc.property(subject, channelFacts, personFacts, (who, where, whom) => {
        const me = { ...who, disabled: false };
        const elsewhere = me.tenant === tenants[0] ? tenants[1] : tenants[0];
        if (!elsewhere) throw new Error('There are two tenants.');
        for (const action of onChannel)
          expect(decide(me, action, { channel: { ...where, tenant: elsewhere } }).allow).toBe(false);
        for (const action of onPerson) expect(decide(me, action, { person: { ...whom, tenant: elsewhere } }).allow).toBe(false);
      }),
    );
  });

  it('lets people write to a feed channel never, feeds and bots always', () => {
    const where: ChannelFacts = {
      kind: 'persistent',
      tenant: sample().tenant,
      feed: true,
      role: 'owner',
      homeFirms: null,
    };
    expect(decide(sample(), 'send', { channel: where })).toMatchObject({ allow: false, code: 'read-only' });
    expect(decide({ ...sample(), kind: 'feed' }, 'send', { channel: where })).toEqual({ allow: true });
    expect(decide({ ...sample(), kind: 'bot' }, 'send', { channel: where })).toEqual({ allow: true });
  });

  it('lets groups and direct channels be joined by nobody who is not invited', () => {
    fc.assert(
      fc.property(subject, channelFacts, fc.constantFrom('group', 'direct'), (who, facts, kind) => {
        const verdict = decide({ ...who, disabled: false }, 'join', { channel: { ...facts, kind, role: null } });
        expect(verdict).toEqual(nothing);
      }),
    );
  });

  it('lets people of the home firms join a persistent channel, and nobody else', () => {
    fc.assert(
      fc.property(subject, channelFacts, (who, facts) => {
        const me = { ...who, disabled: false };
        const where = { ...facts, kind: 'persistent' as const, tenant: me.tenant, role: null };
        const home = where.homeFirms === null || where.homeFirms.has(me.firm);
        expect(decide(me, 'join', { channel: where }).allow).toBe(home);
        expect(decide(me, 'find-channel', { channel: where }).allow).toBe(home);
      }),
    );
  });

  it('keeps a direct channel at its two people', () => {
    fc.assert(
      fc.property(subject, channelFacts, person, (who, facts, whom) => {
        const me = { ...who, disabled: false };
        const where = { ...facts, kind: 'direct' as const, tenant: me.tenant, role: 'member' as const };
        expect(decide(me, 'invite', { channel: where, person: whom }).allow).toBe(false);
        expect(decide(me, 'leave', { channel: where }).allow).toBe(false);
        expect(decide(me, 'describe', { channel: where }).allow).toBe(false);
      }),
    );
  });

  it('shows the presence of nobody whom one could not find, and a name in a log only as a name', () => {
    fc.assert(
      fc.property(subject, personFacts, (who, whom) => {
        const me = { ...who, disabled: false };
        const stranger = { ...whom, sharesChannel: false, inRecord: true, tenant: me.tenant };
        if (stranger.firm === me.firm || stranger.person === me.person) return;
        expect(decide(me, 'see-person', { person: stranger }).allow).toBe(true);
        for (const action of ['find-person', 'see-presence', 'converse'] as const) {
          expect(decide(me, action, { person: stranger })).toEqual(nothing);
        }
      }),
    );
  });
});
