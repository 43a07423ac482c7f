import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Worked } from '../threads/after-work.ts';
import { type Entrant, type Lane, Lanes, type Turn } from './lanes.ts';

const { signal } = new AbortController();

let idle: number;
let grown: number;

function newLanes({ guests = 0, medium = 0, waiting = 100, most = 100, count = 100 } = {}): Lanes {
  const workers = {
    most,
    count: () => count,
    idle: () => idle,
    grow: () => {
      grown++;
    },
  };
  return new Lanes({
    workers,
    slots: { light: 1, medium, heavy: 1, brief: 1, batch: 1 },
    guests,
    patience: 250,
    quickPatience: 1_000,
    mediumPatience: 2_000,
    waiting,
  });
}

/** A job that works from now on. */
function worked(): Worked {
  const since = performance.now();
  return () => performance.now() - since;
}

/** Enters a lane; the turn is undefined for as long as it waits. */
async function enter(lanes: Lanes, entrant: Partial<Entrant>, stopping = signal) {
  const entry: { turn?: Turn; gaveWay?: Lane } = {};
  const giveWay = (lane: Lane) => {
    entry.gaveWay = lane;
  };
  const entered = lanes.enter({ caller: 'somebody', lane: 'light', giveWay, ...entrant }, stopping).then((turn) => {
    turn.begin(worked());
    entry.turn = turn;
  });
  entered.catch(() => {});
  await Promise.resolve();
  return { entry, entered };
}

/** Lets time pass, and whoever has been admitted begin. */
async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
  // Whoever is out of patience looks first whether the answer has arrived.
  await new Promise((resolve) => setImmediate(resolve));
}

beforeEach(() => {
  [idle, grown] = [100, 0];
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('lanes', () => {
  it('let light jobs pass heavy ones', async () => {
    const lanes = newLanes();
    const heavy = await enter(lanes, {});
    const light = await enter(lanes, {});
    await pass(200);
    expect(light.entry.turn).toBeUndefined();
    await pass(100);
    expect(light.entry.turn).toBeDefined();
    expect(heavy.entry.gaveWay).toBeUndefined();
  });

  it('ask a job that has turned out to be heavy to give way if there is no slot for it', async () => {
    const lanes = newLanes();
    await enter(lanes, { lane: 'heavy' });
    const grown = await enter(lanes, {});
    await pass(249);
    expect(grown.entry.gaveWay).toBeUndefined();
    const next = await enter(lanes, {});
    expect(next.entry.turn).toBeUndefined();
    await pass(1);
    expect(grown.entry.gaveWay).toBe('heavy');
    // However long it takes to stop, it is in nobody's way.
    expect(next.entry.turn).toBeDefined();
  });

  it('wait longer for what is known to be quick', async () => {
    const lanes = newLanes();
    await enter(lanes, { lane: 'heavy' });
    const cold = await enter(lanes, { quick: true });
    await pass(999);
    expect(cold.entry.gaveWay).toBeUndefined();
    await pass(1);
    expect(cold.entry.gaveWay).toBe('heavy');
  });

  it('do not count the time until a job begins', async () => {
    const lanes = newLanes();
    await enter(lanes, { lane: 'heavy' });
    let gaveWay: Lane | undefined;
    const turn = await lanes.enter({ caller: 'a', lane: 'light', giveWay: (to) => (gaveWay = to) }, signal);
    await pass(1_000);
    expect(gaveWay).toBeUndefined();
    turn.begin(worked());
    await pass(100);
    expect(turn.end()).toBe(100);
    await pass(1_000);
    expect(gaveWay).toBeUndefined();
  });

  it('give a thread to whose turn it is when there is one', async () => {
    const lanes = newLanes();
    const greedy = await enter(lanes, { caller: 'greedy', lane: 'batch' });
    await pass(5_000);
    greedy.entry.turn?.end();
    idle = 0;
    const first = await enter(lanes, { caller: 'greedy' });
    const second = await enter(lanes, { caller: 'modest' });
    expect(grown).toBe(2);
    idle = 1;
    lanes.proceed();
    await pass(0);
    expect([first.entry.turn !== undefined, second.entry.turn !== undefined]).toEqual([false, true]);
  });

  it('fail a job if no thread can be started', async () => {
    const lanes = newLanes();
    idle = 0;
    const entered = await enter(lanes, {});
    const next = await enter(lanes, {});
    expect(grown).toBe(2);
    lanes.fail(new Error('no thread'));
    await expect(entered.entered).rejects.toThrow('no thread');
    // For the next one it is tried again.
    expect(grown).toBe(3);
    expect(next.entry.turn).toBeUndefined();
  });

  it('serve next who has had least of late', async () => {
    const lanes = newLanes();
    const first = await enter(lanes, { caller: 'greedy', lane: 'heavy' });
    const greedy = await enter(lanes, { caller: 'greedy', lane: 'heavy' });
    const modest = await enter(lanes, { caller: 'modest', lane: 'heavy' });
    await pass(5_000);
    first.entry.turn?.end();
    await pass(0);
    expect(modest.entry.turn).toBeDefined();
    expect(greedy.entry.turn).toBeUndefined();
    modest.entry.turn?.end();
    await pass(0);
    expect(greedy.entry.turn).toBeDefined();
  });

  it('count little of what is answered at once: who looks at a map goes before those whose jobs turn out to be heavy', async () => {
    const lanes = newLanes();
    for (let i = 0; i < 15; i++) {
      const tile = await enter(lanes, { caller: 'viewer' });
      await pass(100);
      tile.entry.turn?.end();
    }
    const grown = await enter(lanes, { caller: 'heavy' });
    await pass(249);
    const more = await enter(lanes, { caller: 'heavy' });
    const tile = await enter(lanes, { caller: 'viewer' });
    await pass(1);
    expect(grown.entry.gaveWay).toBeUndefined();
    expect(tile.entry.turn).toBeDefined();
    expect(more.entry.turn).toBeUndefined();
  });

  it('forget by and by what a caller has had', async () => {
    const lanes = newLanes();
    const long = await enter(lanes, { caller: 'a', lane: 'heavy' });
    await pass(4_000);
    long.entry.turn?.end();
    await pass(60_000);
    const other = await enter(lanes, { caller: 'b', lane: 'heavy' });
    await pass(1_000);
    const a = await enter(lanes, { caller: 'a', lane: 'heavy' });
    const b = await enter(lanes, { caller: 'b', lane: 'heavy' });
    other.entry.turn?.end();
    await pass(0);
    expect([a.entry.turn !== undefined, b.entry.turn !== undefined]).toEqual([true, false]);
  });

  it('serve what is known to be quick, and the rest, in turns, whoever has had most', async () => {
    const lanes = newLanes();
    const running = await enter(lanes, { caller: 'greedy' });
    await pass(100);
    const slow = [await enter(lanes, { caller: 'a' }), await enter(lanes, { caller: 'a' })];
    const quick = [
      await enter(lanes, { caller: 'greedy', quick: true }),
      await enter(lanes, { caller: 'greedy', quick: true }),
    ];
    const order = [running, quick[0], slow[0], quick[1], slow[1]];
    for (const [i, one] of order.entries()) {
      expect(order.map(({ entry }) => entry.turn !== undefined)).toEqual(order.map((_, j) => j <= i));
      one.entry.turn?.end();
      await pass(0);
    }
  });

  it('let medium jobs go on beside heavy ones, until they are heavy themselves', async () => {
    const lanes = newLanes({ medium: 1 });
    await enter(lanes, { caller: 'other', lane: 'heavy' });
    const composite = await enter(lanes, {});
    await pass(250);
    const next = await enter(lanes, {});
    await pass(250);
    // The lane of medium jobs is full.
    expect([composite, next].map(({ entry }) => entry.gaveWay)).toEqual([undefined, 'medium']);
    await pass(1_499);
    expect(composite.entry.gaveWay).toBeUndefined();
    await pass(1);
    expect(composite.entry.gaveWay).toBe('heavy');
  });

  it('keep the place for medium jobs from callers who have heavy ones', async () => {
    const lanes = newLanes({ medium: 1 });
    await enter(lanes, { caller: 'a', lane: 'heavy' });
    const another = await enter(lanes, { caller: 'a' });
    await pass(250);
    const composite = await enter(lanes, { caller: 'b' });
    await pass(250);
    expect([another, composite].map(({ entry }) => entry.gaveWay)).toEqual(['heavy', undefined]);
  });

  it('let medium jobs use the slots of heavy ones when they are free', async () => {
    const lanes = newLanes({ medium: 1 });
    const entries = await Promise.all(['a', 'b', 'c'].map((caller) => enter(lanes, { caller, lane: 'medium' })));
    await pass(0);
    expect(entries.map(({ entry }) => entry.turn !== undefined)).toEqual([true, true, false]);
    entries[1].entry.turn?.end();
    await pass(0);
    expect(entries[2].entry.turn).toBeDefined();
  });

  it('let callers without a heavy job go first, so that a slot stays for the next such', async () => {
    const lanes = newLanes({ guests: 1 });
    const first = await enter(lanes, { caller: 'a', lane: 'heavy' });
    await enter(lanes, { caller: 'b', lane: 'heavy' });
    await pass(10_000);
    // `b` has begun as a guest, and has had as much.
    const again = [
      await enter(lanes, { caller: 'b', lane: 'heavy' }),
      await enter(lanes, { caller: 'a', lane: 'heavy' }),
    ];
    await pass(10_000);
    first.entry.turn?.end();
    await pass(0);
    expect(again.map(({ entry }) => entry.turn !== undefined)).toEqual([false, true]);
  });

  it('leave threads for light jobs', async () => {
    const lanes = newLanes({ most: 3 });
    const others = await Promise.all((['heavy', 'brief', 'batch'] as const).map((lane) => enter(lanes, { lane })));
    const light = await enter(lanes, {});
    await pass(0);
    expect([...others, light].map(({ entry }) => entry.turn !== undefined)).toEqual([true, true, false, true]);
    others[0].entry.turn?.end();
    await pass(0);
    expect(others[2].entry.turn).toBeDefined();
  });

  it('ask a job to give way that would take the only thread from light ones, while another one is being started', async () => {
    const lanes = newLanes({ count: 1 });
    const alone = await enter(lanes, { caller: 'a' });
    await pass(500);
    expect(alone.entry.gaveWay).toBeUndefined();
    alone.entry.turn?.end();
    const grown = await enter(lanes, { caller: 'a' });
    const light = await enter(lanes, { caller: 'b' });
    await pass(250);
    expect([grown.entry.gaveWay, light.entry.turn !== undefined]).toEqual(['medium', true]);
  });

  it('do not count the time for which the system lets a job wait', async () => {
    const lanes = newLanes();
    await enter(lanes, { lane: 'heavy' });
    let milliseconds = 0;
    let gaveWay: Lane | undefined;
    const turn = await lanes.enter({ caller: 'a', lane: 'light', giveWay: (to) => (gaveWay = to) }, signal);
    turn.begin(() => milliseconds);
    for (const work of [10, 100, 249]) {
      milliseconds = work;
      await pass(1_000);
      expect(gaveWay).toBeUndefined();
    }
    milliseconds = 250;
    await pass(20);
    expect(gaveWay).toBe('medium');
    expect(turn.end()).toBe(250);
  });

  it('hear an answer that arrives together with the end of patience', async () => {
    const lanes = newLanes();
    await enter(lanes, { lane: 'heavy' });
    const light = await enter(lanes, {});
    setTimeout(() => light.entry.turn?.end(), 250);
    await pass(300);
    expect(light.entry.gaveWay).toBeUndefined();
  });

  it('have a slot more for a caller without any heavy job', async () => {
    const lanes = newLanes({ guests: 1 });
    await enter(lanes, { caller: 'a', lane: 'heavy' });
    const again = await enter(lanes, { caller: 'a', lane: 'heavy' });
    const guest = await enter(lanes, { caller: 'b', lane: 'heavy' });
    const third = await enter(lanes, { caller: 'c', lane: 'heavy' });
    await pass(0);
    expect([again, guest, third].map(({ entry }) => entry.turn !== undefined)).toEqual([false, true, false]);
  });

  it('forget who does not want to wait', async () => {
    const lanes = newLanes();
    const running = await enter(lanes, {});
    const leaving = new AbortController();
    const left = await enter(lanes, {}, leaving.signal);
    const next = await enter(lanes, {});
    leaving.abort(new Error('gone'));
    await expect(left.entered).rejects.toThrow('gone');
    running.entry.turn?.end();
    await pass(0);
    expect(left.entry.turn).toBeUndefined();
    expect(next.entry.turn).toBeDefined();
  });

  it('refuse a caller of whom too many wait, and nobody else', async () => {
    const lanes = newLanes({ waiting: 1 });
    await enter(lanes, {});
    await enter(lanes, {});
    const refused = await enter(lanes, {});
    await expect(refused.entered).rejects.toMatchObject({ status: 'RESOURCE_EXHAUSTED' });
    const other = await enter(lanes, { caller: 'other' });
    await pass(0);
    await expect(Promise.race([other.entered, Promise.resolve('waits')])).resolves.toBe('waits');
  });
});
