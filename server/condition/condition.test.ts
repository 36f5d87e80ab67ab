import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Impairment } from '../../shared/protocol.ts';
import { type Condition, watchCondition } from './condition.ts';

const world = { stores: true, hears: true, asked: 0 };
const told: Impairment[][] = [];
let condition: Condition;

function watch(): Condition {
  Object.assign(world, { stores: true, hears: true, asked: 0 });
  told.length = 0;
  return watchCondition({
    async canStore() {
      world.asked++;
      return world.stores;
    },
    hearsOthers: () => world.hears,
    onChange: (impaired) => told.push(impaired),
    everyMs: 5,
  });
}

afterEach(() => condition.stop());

describe('the condition of a server', () => {
  it('is told when nothing can be stored, once, and when it can again', async () => {
    condition = watch();
    world.stores = false;
    for (let time = 0; time < 20; time++) condition.doubt();
    await vi.waitFor(() => expect(condition.impaired()).toEqual(['storing']));
    const asked = world.asked;
    await vi.waitFor(() => expect(world.asked).toBeGreaterThan(asked));
    world.stores = true;
    await vi.waitFor(() => expect(condition.impaired()).toEqual([]));
    expect(told).toEqual([['storing'], []]);
  });

  it('is left alone by a doubt without a reason', async () => {
    condition = watch();
    condition.doubt();
    await vi.waitFor(() => expect(world.asked).toBe(1));
    await setTimeout(20);
    expect(told).toEqual([]);
    expect(world.asked).toBe(1);
  });

  it('is told when other servers are not heard, beside what else there is', async () => {
    condition = watch();
    world.hears = false;
    await vi.waitFor(() => expect(condition.impaired()).toEqual(['other-servers']));
    world.stores = false;
    condition.doubt();
    await vi.waitFor(() => expect(condition.impaired()).toEqual(['storing', 'other-servers']));
    Object.assign(world, { stores: true, hears: true });
    await vi.waitFor(() => expect(condition.impaired()).toEqual([]));
  });
});
