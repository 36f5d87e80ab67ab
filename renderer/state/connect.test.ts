import { beforeEach, describe, expect, test } from 'vitest';
import { createFakeEngine } from '../client/fake-engine.ts';
import { useChannels } from './channels.ts';
import { connectState } from './connect.ts';
import { useLink } from './link.ts';
import { useMe } from './me.ts';
import { usePeople } from './people.ts';
import { usePresences } from './presence.ts';
import { useSettings } from './settings.ts';

let engine = createFakeEngine();

beforeEach(() => {
  engine = createFakeEngine();
});

describe('what the engine tells', () => {
  test('is in the stores after the attach', () => {
    const stop = connectState(engine);
    const shared = engine.shared();
    expect(useLink.getState()).toEqual({ engine: 'up', link: shared.link });
    expect(useMe.getState().me).toEqual(shared.me);
    expect([...useChannels.getState().channels.values()]).toEqual(shared.channels);
    expect([...usePeople.getState().people.values()]).toEqual(shared.people);
    expect([...usePresences.getState().presences.values()]).toEqual(shared.presences);
    stop();
  });

  test('a message in one channel changes that channel’s entry and no other', () => {
    const stop = connectState(engine);
    const before = useChannels.getState().channels;
    engine.say('fx-spot', 'okoye', 'EURUSD 1.0833/35');
    const after = useChannels.getState().channels;
    for (const [id, view] of after) {
      if (id === engine.channel('fx-spot')) expect(view).not.toBe(before.get(id));
      else expect(view).toBe(before.get(id));
    }
    stop();
  });

  test('a channel that is left is gone', async () => {
    const stop = connectState(engine);
    await engine.call('leave', { channel: engine.channel('fx-spot') });
    expect(useChannels.getState().channels.has(engine.channel('fx-spot'))).toBe(false);
    stop();
  });

  test('settings changed anywhere are changed here', async () => {
    const stop = connectState(engine);
    await engine.call('saveSettings', { settings: { ...useSettings.getState().settings, density: 'roomy' } });
    expect(useSettings.getState().settings.density).toBe('roomy');
    stop();
  });
});

describe('when the engine dies', () => {
  test('everything stays, and it is said', () => {
    const stop = connectState(engine);
    const { channels } = useChannels.getState();
    engine.detach();
    expect(useLink.getState().engine).toBe('gone');
    expect(useChannels.getState().channels).toBe(channels);
    stop();
  });

  test('the next one’s state replaces it; what is equal keeps its identity', () => {
    const stop = connectState(engine);
    const kept = useChannels.getState().channels.get(engine.channel('rates-eur'));
    engine.detach();
    engine.say('fx-spot', 'okoye', 'said while nobody listened');
    engine.attach();
    expect(useLink.getState().engine).toBe('up');
    expect(useChannels.getState().channels.get(engine.channel('rates-eur'))).toBe(kept);
    const spot = engine.shared().channels.find((view) => view.channel.name === 'fx-spot');
    expect(useChannels.getState().channels.get(engine.channel('fx-spot'))).toEqual(spot);
    stop();
  });

  test('once stopped, nothing is heard any more', () => {
    const stop = connectState(engine);
    stop();
    const before = useChannels.getState().channels;
    engine.say('fx-spot', 'okoye', 'to nobody');
    expect(useChannels.getState().channels).toBe(before);
  });
});
