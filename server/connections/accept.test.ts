import { describe, expect, it } from 'vitest';
import { MullionError } from '../../shared/errors.ts';
import { FirmId, PersonId, TenantId } from '../../shared/model.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { Roster } from '../roster/roster.ts';
import { silent } from '../testing/log.ts';
import { accept } from './accept.ts';
import { Registry } from './registry.ts';
import { SessionEndings } from './session-endings.ts';

const id = PersonId.parse('018f2f63-0000-7000-8000-000000000001');
const firm = FirmId.parse('018f2f63-0000-7000-8000-000000000002');
const session = '018f2f63-0000-7000-8000-000000000003';
const auth = { protocol: PROTOCOL_VERSION, client: 'test', token: 'good' };

type Meanwhile = (parts: { roster: Roster; endings: SessionEndings }) => void;

/** A door, and what happens while somebody's session is looked up (and again): it was living when the database was asked. */
function door(meanwhile: Meanwhile, next: Meanwhile = () => {}) {
  const roster = new Roster();
  const person = { id, firm, handle: 'mara', name: 'Mara Voss', kind: 'person', title: '' } as const;
  roster.putPerson({ person, tenant: TenantId.parse('home'), disabled: false });
  const endings = new SessionEndings(new Registry(), { ended: async () => [] }, silent);
  const checks = [meanwhile, next];
  return accept(
    {
      roster,
      endings,
      tokens: { verify: async () => ({ person: id, session }) },
      sessions: { check: async () => checks.shift()?.({ roster, endings }) },
      keeper: { person: async () => undefined },
    },
    auth,
  );
}

describe('whoever is at the door', () => {
  it('comes in with a living session', async () => {
    await expect(door(() => {})).resolves.toEqual({ person: id, session });
  });

  it('does not when word comes that their session has ended while it is looked up', async () => {
    await expect(door(({ endings }) => endings.take(session))).rejects.toMatchObject({ code: 'token-invalid' });
  });

  it('is looked up again when word of ends may have been missed meanwhile', async () => {
    const gap: Meanwhile = ({ endings }) => endings.takeGap();
    const ended: Meanwhile = () => {
      throw new MullionError('token-invalid');
    };
    await expect(door(gap, ended)).rejects.toMatchObject({ code: 'token-invalid' });
    await expect(door(gap)).resolves.toEqual({ person: id, session });
  });

  it('does not when their account is closed while it is looked up', async () => {
    const close = ({ roster }: { roster: Roster }) => {
      const known = roster.mustPerson(id);
      roster.putPerson({ ...known, disabled: true });
    };
    await expect(door(close)).rejects.toMatchObject({ code: 'disabled' });
  });

  it('is not held back by an end of long ago', async () => {
    const longAgo = Date.now() - 120_000;
    await expect(
      door(({ endings }) => {
        endings.take(session, longAgo);
        endings.take('another', Date.now());
      }),
    ).resolves.toEqual({ person: id, session });
  });
});
