/**
 * An engine that can be killed as its process would be: from one moment to the next it does nothing more. What was on its way to
 * the disk or the network is not there; what was promised is never answered. The next engine gets the same stores.
 */
import { type Clock, systemClock } from '../../renderer/engine/clock.ts';
import type { Engine } from '../../renderer/engine/engine.ts';
import type { History } from '../../renderer/engine/store/history.ts';
import type { Kept } from '../../renderer/engine/store/kept.ts';
import { createStores, type Databases, type Stores } from '../../renderer/engine/store/open.ts';
import type { OpenWire, Wire } from '../../renderer/engine/wire.ts';
import { quiet, startEngine } from '../../renderer/testing/engine-rig.ts';
import type { RpcPort } from '../../shared/rpc.ts';

export type MortalEngine = { engine: Engine; kill(): void };

export function startMortal(server: string, on: Databases, openWire: OpenWire, secret: string | null): MortalEngine {
  const life: Life = { over: false };
  const ports = new Set<RpcPort>();
  const wires = new Set<Wire>();
  const living = startEngine(server, on, {
    secret,
    stores: mortalStores(life, createStores(on, quiet)),
    clock: mortalClock(life),
    fetch: (...args) => alive(life, () => fetch(...args)),
    openWire(at, handshake, events) {
      const wire = openWire(at, handshake, {
        up: () => void (life.over || events.up()),
        push: (name, push) => void (life.over || events.push(name, push)),
        down: (reason, problem) => void (life.over || events.down(reason, problem)),
      });
      wires.add(wire);
      return {
        close: () => wire.close(),
        call: (name, input, answer) => {
          if (!life.over) wire.call(name, input, (result) => void (life.over || answer(result)));
        },
      };
    },
  });
  return {
    engine: {
      ...living,
      attach(port) {
        ports.add(port);
        return living.attach(port);
      },
    },
    kill() {
      life.over = true;
      for (const wire of wires) wire.close();
      for (const port of ports) port.close?.();
    },
  };
}

type Life = { over: boolean };

/** Does it, and gives the answer only to those who live to hear it. */
function alive<T>(life: Life, act: () => Promise<T>): Promise<T> {
  const never = new Promise<T>(() => undefined);
  if (life.over) return never;
  return act().then(
    (value) => (life.over ? never : value),
    (error: unknown) => (life.over ? never : Promise.reject(error)),
  );
}

function mortalClock(life: Life): Clock {
  return {
    now: systemClock.now,
    after: (ms, task) => systemClock.after(ms, () => void (life.over || task())),
  };
}

function mortalStores(life: Life, stores: Stores): Stores {
  return {
    persisted: () => alive(life, () => stores.persisted()),
    openHistory: (account, where, sealer) =>
      alive(life, async () => {
        const opened = await stores.openHistory(account, where, sealer);
        return { ...opened, history: mortalHistory(life, opened.history) };
      }),
    openKept: () =>
      alive(life, async () => {
        const opened = await stores.openKept();
        return { ...opened, kept: mortalKept(life, opened.kept) };
      }),
  };
}

function mortalHistory(life: Life, history: History): History {
  return {
    load: () => alive(life, () => history.load()),
    read: (...args) => alive(life, () => history.read(...args)),
    write: (...args) => alive(life, () => history.write(...args)),
    count: () => history.count(),
    destroy: () => alive(life, () => history.destroy()),
    close: () => history.close(),
  };
}

function mortalKept(life: Life, kept: Kept): Kept {
  return {
    lastAccount: (...args) => alive(life, () => kept.lastAccount(...args)),
    saveLastAccount: (...args) => alive(life, () => kept.saveLastAccount(...args)),
    outbox: (...args) => alive(life, () => kept.outbox(...args)),
    saveItem: (...args) => alive(life, () => kept.saveItem(...args)),
    removeItem: (...args) => alive(life, () => kept.removeItem(...args)),
    drafts: (...args) => alive(life, () => kept.drafts(...args)),
    saveDraft: (...args) => alive(life, () => kept.saveDraft(...args)),
    takeDraft: (...args) => alive(life, () => kept.takeDraft(...args)),
    places: (...args) => alive(life, () => kept.places(...args)),
    savePlaces: (...args) => alive(life, () => kept.savePlaces(...args)),
    layout: (...args) => alive(life, () => kept.layout(...args)),
    saveLayout: (...args) => alive(life, () => kept.saveLayout(...args)),
    changeLayouts: (...args) => alive(life, () => kept.changeLayouts(...args)),
    forgetLayout: (...args) => alive(life, () => kept.forgetLayout(...args)),
    settings: (...args) => alive(life, () => kept.settings(...args)),
    saveSettings: (...args) => alive(life, () => kept.saveSettings(...args)),
    close: () => kept.close(),
  };
}
