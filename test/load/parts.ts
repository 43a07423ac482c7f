import { setTimeout as sleep } from 'node:timers/promises';
import { ENDPOINTS } from '../../functions/shared/endpoint.ts';
import { quantiles } from '../bench/measure.ts';
import { heavy, mean, ndvi, sum, VIEWPORT } from './images.ts';
import type { Target } from './target.ts';
import { newOutcome, type Outcome, timed, together } from './timed.ts';

/** Requests of tiles that a browser has under way at a time. */
const BROWSER = 6;
/** Tiles that are asked for one after the other where their durations are measured. */
const TILES = 4 * VIEWPORT.length;
/** How often some tiles are asked for by a caller who leaves. */
const DROPS = 30;

type Row = { readonly [column: string]: string | number };

const milliseconds = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(1));

function row(name: string, { durations, failures }: Outcome, seconds?: number): Row {
  const { p50, p95 } = quantiles(durations);
  return {
    load: name,
    requests: durations.length,
    'p50, ms': milliseconds(p50),
    'p95, ms': milliseconds(p95),
    'longest, ms': milliseconds(durations.length > 0 ? Math.max(...durations) : undefined),
    ...(seconds === undefined ? {} : { 'requests/s': (durations.length / seconds).toFixed(0) }),
    failed: [...failures].map(([status, count]) => `${count} x ${status}`).join(', ') || '0',
  };
}

/** A map window of 63 tiles, as a browser asks for it: of a map that is new, and again. */
export async function viewport(target: Target): Promise<Row[]> {
  const rows: Row[] = [];
  const map = await target.map(ndvi(1));
  for (const name of ['63 tiles, cold', '63 tiles, warm']) {
    const outcome = newOutcome();
    const start = performance.now();
    await together(
      VIEWPORT.map((place) => () => timed(outcome, () => target.tile(map, place))),
      BROWSER,
    );
    rows.push({ ...row(name, outcome), 'all, ms': milliseconds(performance.now() - start) });
  }
  return rows;
}

/** As many small values as are answered in some seconds, a number of them at a time, at both endpoints. */
export async function throughput(target: Target): Promise<Row[]> {
  const rows: Row[] = [];
  let number = 0;
  for (const endpoint of ENDPOINTS) {
    for (const atATime of [1, 8, 40]) {
      const outcome = newOutcome();
      const start = performance.now();
      const end = start + 3_000;
      await together(
        (function* () {
          while (performance.now() < end) yield () => timed(outcome, () => target.value(sum(number++), { endpoint }));
        })(),
        atATime,
      );
      rows.push(row(`1 + n, ${atATime} at a time, ${endpoint}`, outcome, (performance.now() - start) / 1_000));
    }
  }
  return rows;
}

/** Tiles that nobody has asked for, of maps that nobody has made: one after the other. */
class NewTiles {
  readonly #target: Target;
  #asked = 0;
  #map = '';

  constructor(target: Target) {
    this.#target = target;
  }

  /** Asks for the next tile, and notes how long it took. */
  async ask(outcome: Outcome): Promise<void> {
    const i = this.#asked++;
    const place = VIEWPORT[i % VIEWPORT.length];
    if (i % VIEWPORT.length === 0) this.#map = await this.#target.map(ndvi(10_000 + i));
    await timed(outcome, () => this.#target.tile(this.#map, place));
  }

  async some(count: number): Promise<Outcome> {
    const outcome = newOutcome();
    for (let i = 0; i < count; i++) await this.ask(outcome);
    return outcome;
  }
}

/** The same row, and how much longer half of them, and 95 of 100, took than alone. */
function besides(name: string, outcome: Outcome, alone: Outcome, goal: number): Row {
  const [there, here] = [quantiles(outcome.durations), quantiles(alone.durations)];
  const times = (of: 'p50' | 'p95') => (there[of] / here[of]).toFixed(2);
  return { ...row(name, outcome), 'p50, times of alone': times('p50'), 'p95, times': times('p95'), goal };
}

/** New tiles one after the other: alone, beside heavy expressions of others, and after some whose callers have left. */
export async function calm(target: Target): Promise<Row[]> {
  const tiles = new NewTiles(target);
  await tiles.some(TILES);
  const alone = await tiles.some(TILES);
  const rows = [row('tiles, alone', alone)];
  for (const count of [1, 2, 4]) {
    const leaving = new AbortController();
    const others = Array.from({ length: count }, (_, i) =>
      target.value(heavy(10 * count + i), { user: `other-${i}`, signal: leaving.signal }).catch(() => 0),
    );
    // Until they are known to be heavy.
    await sleep(3_000);
    rows.push(besides(`tiles, beside ${count} heavy`, await tiles.some(TILES), alone, 3));
    leaving.abort();
    await Promise.all(others);
  }
  rows.push(besides('the next tile after 12 that were dropped', await afterDropped(target, tiles), alone, 1.5));
  return rows;
}

/** The next new tile after twelve of another map, cold, whose caller left at once. */
async function afterDropped(target: Target, tiles: NewTiles): Promise<Outcome> {
  const outcome = newOutcome();
  for (let round = 0; round < DROPS; round++) {
    const dropped = await target.map(ndvi(100 + round));
    const leaving = new AbortController();
    const left = VIEWPORT.slice(0, 12).map((place) => target.tile(dropped, place, leaving.signal).catch(() => 0));
    await sleep(30);
    leaving.abort();
    await Promise.all(left);
    await tiles.ask(outcome);
  }
  return outcome;
}

/** Everything at once for some minutes: what was answered, and how much memory the server had. */
export async function mixed(target: Target, minutes: number): Promise<Row[]> {
  const end = performance.now() + minutes * 60_000;
  const maps = new Map<number, Promise<string>>();
  const mapOf = (i: number) => {
    const number = 1_000 + (Math.floor(i / 100) % 20);
    const map = maps.get(number) ?? target.map(ndvi(number));
    maps.set(number, map);
    return map;
  };
  const kinds: { readonly [name: string]: (i: number) => Promise<number> } = {
    tile: async (i) => target.tile(await mapOf(i), VIEWPORT[i % VIEWPORT.length]),
    pixels: (i) => target.pixels(ndvi(2_000 + (i % 50)), VIEWPORT[i % VIEWPORT.length]),
    value: (i) => target.value(sum(i)),
    'value, high volume': (i) => target.value(sum(i), { endpoint: 'high-volume' }),
    'mean over a region': (i) => target.value(mean(i % 500, 60)),
    'the same, high volume': (i) => target.value(mean(i % 500, 60), { endpoint: 'high-volume' }),
    'a caller who leaves': async (i) => {
      const signal = AbortSignal.timeout(200);
      await target.value(heavy(1_000 + i), { user: 'leaver', signal }).catch(() => 0);
      return 200;
    },
  };
  const outcomes = new Map(Object.keys(kinds).map((name) => [name, newOutcome()]));
  const memory: number[] = [];
  const watch = setInterval(() => memory.push(target.megabytes() ?? Number.NaN), 1_000);
  await Promise.all(
    Object.entries(kinds).map(async ([name, ask]) => {
      const outcome = outcomes.get(name) as Outcome;
      for (let i = 0; performance.now() < end; i++) await timed(outcome, () => ask(i));
    }),
  );
  clearInterval(watch);
  const rows = [...outcomes].map(([name, outcome]) => row(`${minutes} min, ${name}`, outcome, minutes * 60));
  return [...rows, memoryRow(memory)];
}

/** How the memory of the last minute compares with that of the minute behind the first one. */
function memoryRow(memory: readonly number[]): Row {
  const mean = (some: readonly number[]) => some.reduce((sum, one) => sum + one, 0) / some.length;
  const [second, last] = [memory.slice(60, 120), memory.slice(-60)];
  if (memory.length < 180) return { load: 'memory: three minutes at least say how it grows' };
  const growth = 100 * (mean(last) / mean(second) - 1);
  const later = memory.slice(60);
  return {
    load: `memory: ${mean(second).toFixed(0)} MB in the second minute, ${mean(last).toFixed(0)} MB in the last: ${growth.toFixed(1)} % (goal: within 10); from ${Math.min(...later).toFixed(0)} to ${Math.max(...later).toFixed(0)} MB`,
  };
}
