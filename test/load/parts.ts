import { setTimeout as sleep } from 'node:timers/promises';
import { quantiles } from '../bench/measure.ts';
import { heavy, mean, ndvi, sum, VIEWPORT } from './images.ts';
import type { Target } from './target.ts';
import { newOutcome, type Outcome, timed, together } from './timed.ts';

/** Requests of tiles that a browser has under way at a time. */
const BROWSER = 6;
/** Tiles that are asked for one after the other where their durations are measured. */
const TILES = 200;

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

/** As many small values as are answered in some seconds, a number of them at a time. */
export async function throughput(target: Target): Promise<Row[]> {
  const rows: Row[] = [];
  let number = 0;
  for (const atATime of [1, 8, 40]) {
    const outcome = newOutcome();
    const start = performance.now();
    const end = start + 3_000;
    await together(
      (function* () {
        while (performance.now() < end) yield () => timed(outcome, () => target.value(sum(number++)));
      })(),
      atATime,
    );
    rows.push(row(`1 + n, ${atATime} at a time`, outcome, (performance.now() - start) / 1_000));
  }
  return rows;
}

async function tiles(target: Target, map: string): Promise<Outcome> {
  const outcome = newOutcome();
  for (let i = 0; i < TILES; i++) await timed(outcome, () => target.tile(map, VIEWPORT[i % VIEWPORT.length]));
  return outcome;
}

/** Tiles one after the other: alone, beside heavy expressions of others, and after some whose callers have left. */
export async function calm(target: Target): Promise<Row[]> {
  const map = await target.map(ndvi(2));
  await tiles(target, map);
  const rows = [row('tiles, alone', await tiles(target, map))];
  for (const count of [1, 2, 4]) {
    const leaving = new AbortController();
    const others = Array.from({ length: count }, (_, i) =>
      target.value(heavy(10 * count + i), `other-${i}`, leaving.signal).catch(() => 0),
    );
    // Until they are known to be heavy.
    await sleep(3_000);
    rows.push(row(`tiles, beside ${count} heavy`, await tiles(target, map)));
    leaving.abort();
    await Promise.all(others);
  }
  rows.push(await afterDropped(target, map));
  return rows;
}

/** The next tile of a map after twelve of another one, cold, whose caller left at once. */
async function afterDropped(target: Target, map: string): Promise<Row> {
  const outcome = newOutcome();
  for (let round = 0; round < 10; round++) {
    const dropped = await target.map(ndvi(100 + round));
    const leaving = new AbortController();
    const left = VIEWPORT.slice(0, 12).map((place) => target.tile(dropped, place, leaving.signal).catch(() => 0));
    await sleep(30);
    leaving.abort();
    await Promise.all(left);
    await timed(outcome, () => target.tile(map, VIEWPORT[round]));
  }
  return row('the next tile after 12 that were dropped', outcome);
}

/** Everything at once for some minutes: what was answered, and how much memory the server had. */
export async function mixed(target: Target, minutes: number): Promise<Row[]> {
  const end = performance.now() + minutes * 60_000;
  const kinds: { readonly [name: string]: (i: number) => Promise<number> } = {
    tile: async (i) => target.tile(await mapOf(i), VIEWPORT[i % VIEWPORT.length]),
    value: (i) => target.value(sum(i)),
    'mean over a region': (i) => target.value(mean(i % 50, 60)),
    'a caller who leaves': async (i) => {
      await target.value(heavy(1_000 + i), 'leaver', AbortSignal.timeout(200)).catch(() => 0);
      return 200;
    },
  };
  const maps = new Map<number, Promise<string>>();
  const mapOf = (i: number) => {
    const number = 1_000 + (Math.floor(i / 100) % 20);
    const map = maps.get(number) ?? target.map(ndvi(number));
    maps.set(number, map);
    return map;
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
  return [...rows, memoryRow(minutes, memory.slice(60))];
}

function memoryRow(minutes: number, later: readonly number[]): Row {
  if (later.length === 0) return { load: `${minutes} min: too short to say how memory grows` };
  const [least, most] = [Math.min(...later), Math.max(...later)];
  return {
    load: `memory after the first minute: ${least.toFixed(0)} to ${most.toFixed(0)} MB, at the end ${later.at(-1)?.toFixed(0)}`,
  };
}
