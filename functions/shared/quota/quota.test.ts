import { describe, expect, it } from 'vitest';
import { useLocalCloud } from '../google/local-cloud.testing.ts';
import { type Party, Quota } from './quota.ts';

useLocalCloud();

const EXHAUSTED = { status: 'RESOURCE_EXHAUSTED' };
const start = Date.UTC(2026, 11, 1);

function party(key: string, limits: Partial<Party['limits']> = {}): Party {
  return { key, limits: { running: 40, perSecond: 100, ...limits } };
}

describe('computations', () => {
  it('are limited at a time, for each party', () => {
    const quota = new Quota();
    const [somebody, other, project] = [party('a', { running: 2 }), party('b'), party('p', { running: 3 })];
    const end = quota.computation([somebody, project]);
    quota.computation([somebody, project]);
    expect(() => quota.computation([somebody, project])).toThrow('Too many concurrent aggregations.');
    quota.computation([other, project]);
    expect(() => quota.computation([other, project])).toThrow('Too many concurrent aggregations.');
    // What was refused has not been counted for anybody.
    end();
    quota.computation([other, project]);
    quota.computation([somebody]);
  });

  it('of all instances count', async () => {
    const somebody = party('somebody', { running: 10 });
    const [here, elsewhere] = [new Quota(), new Quota()];
    const ends = Array.from({ length: 6 }, () => here.computation([somebody], start));
    for (let i = 0; i < 4; i++) elsewhere.computation([somebody], start);
    await Promise.all([here.exchange(start), elsewhere.exchange(start)]);
    await Promise.all([here.exchange(start), elsewhere.exchange(start)]);
    for (const quota of [here, elsewhere]) {
      expect(() => quota.computation([somebody], start)).toThrow(expect.objectContaining(EXHAUSTED));
    }
    for (const end of ends) end();
    await here.exchange(start);
    await elsewhere.exchange(start);
    for (let i = 0; i < 6; i++) elsewhere.computation([somebody], start);
  });

  it('of an instance that has ended without a word are forgotten', async () => {
    const somebody = party('another', { running: 4 });
    const [dead, alive] = [new Quota(), new Quota()];
    for (let i = 0; i < 4; i++) dead.computation([somebody], start);
    await dead.exchange(start);
    const end = alive.computation([somebody], start);
    await alive.exchange(start);
    expect(() => alive.computation([somebody], start)).toThrow(expect.objectContaining(EXHAUSTED));
    await alive.exchange(start + 6_000);
    end();
    for (let i = 0; i < 4; i++) alive.computation([somebody], start);
  });
});

describe('requests', () => {
  /** How many of `count` requests at the time `now` are taken. */
  function send(quota: Quota, who: Party, count: number, now: number): number {
    let taken = 0;
    for (let i = 0; i < count; i++) {
      try {
        quota.request([who], now);
        taken++;
      } catch (error) {
        expect(error).toMatchObject({
          ...EXHAUSTED,
          message: `Quota exceeded: Too many requests. The limit of ${who.key} is ${who.limits.perSecond} per second.`,
        });
      }
    }
    return taken;
  }

  it('are limited to an average of ten seconds', () => {
    const quota = new Quota();
    const somebody = party('user a@example.org', { perSecond: 5 });
    expect(send(quota, somebody, 100, start)).toBe(50);
    expect(send(quota, party('user b@example.org'), 100, start)).toBe(100);
    let taken = 0;
    for (let second = 1; second <= 60; second++) taken += send(quota, somebody, 20, start + second * 1_000);
    expect(taken / 60).toBeCloseTo(5, 0);
  });

  it('are counted when the clock is set back', () => {
    const quota = new Quota();
    const somebody = party('late', { perSecond: 5 });
    send(quota, somebody, 20, start);
    expect(send(quota, somebody, 100, start - 86_400_000)).toBe(30);
  });

  it('are any number without a limit', () => {
    const quota = new Quota();
    expect(send(quota, party('a', { perSecond: Infinity }), 100_000, start)).toBe(100_000);
  });

  it('of all instances count', async () => {
    const somebody = party('c', { perSecond: 10 });
    const [here, elsewhere] = [new Quota(), new Quota()];
    send(here, somebody, 60, start);
    send(elsewhere, somebody, 40, start);
    await Promise.all([here.exchange(start), elsewhere.exchange(start)]);
    await here.exchange(start);
    expect(send(here, somebody, 100, start)).toBe(0);
  });
});
