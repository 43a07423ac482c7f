import { statSync } from 'node:fs';
import { table } from '../measure.ts';
import { measureExports, measureGrowth } from './exports.ts';
import { load, ndvi } from './expressions.ts';
import { measureRegions, measureStack } from './requests.ts';
import type { Row } from './row.ts';
import { type Scene, Session } from './session.ts';
import { spent } from './spent.ts';
import { measureTiles } from './tiles.ts';

/** Pixels a side of the scene: BENCH_SIDE=10980 for one of Sentinel-2's. */
const SIDE = Number(process.env['BENCH_SIDE'] ?? 4096);
/** Pixels a side of the scenes whose exports show how the cost grows: with 16384 the file of the scene alone has 2 GB. */
const GROWTH = (process.env['BENCH_GROWTH'] ?? '1024,2048,4096,8192').split(',').filter(Boolean).map(Number);
/** Parts that are left out: BENCH_WITHOUT=growth,tiles,… */
const WITHOUT = (process.env['BENCH_WITHOUT'] ?? '').split(',');
const ROUNDS = Math.max(3, Number(process.env['BENCH_ROUNDS'] ?? 3));

/**
 * A scene's way through the whole service, over HTTP, against GDAL, rasterio and NumPy in the same rounds: medians of the rounds, and their
 * ratios. The first export, beside which threads start and code is compiled, is shown apart. Where others use the machine, the
 * processors' time says more than the clock.
 */
export async function benchService(): Promise<void> {
  const session = await Session.open();
  const wanted = (part: string) => !WITHOUT.includes(part);
  try {
    const scene = await session.scene(SIDE);
    const imported = await spent(() => session.importImage(`scene-${SIDE}.tif`, scene.asset));
    const first = await spent(() => session.exportImage(ndvi(load(scene.asset))));
    const rows: Row[] = [
      { work: 'import, s', Terrane: imported.wall.toFixed(2), "processors'": imported.cpu.toFixed(2) },
      { work: 'first NDVI export, s', Terrane: first.wall.toFixed(2), "processors'": first.cpu.toFixed(2) },
    ];
    // What a process has had at most is never less later: exports come first.
    if (wanted('exports')) rows.push(...(await measureExports(session, scene, ROUNDS)));
    const peak = process.resourceUsage().maxRSS / 1_024;
    rows.push({ work: 'peak of memory of the exports, MB', Terrane: peak.toFixed(0), goal: '900' });
    if (wanted('tiles')) rows.push(...(await measureTiles(session, scene, ROUNDS)));
    if (wanted('regions')) rows.push(...(await measureRegions(session, scene, ROUNDS)));
    if (wanted('stack')) rows.push(await measureStack(session, ROUNDS));
    const megabytes = (statSync(scene.path).size / 1e6).toFixed(0);
    table(`A scene of ${SIDE} x ${SIDE} pixels, 4 bands of uint16, ${megabytes} MB; ${ROUNDS} rounds`, rows);
    if (!wanted('growth')) return;
    const scenes: Scene[] = [];
    for (const side of GROWTH) {
      const one = side === SIDE ? scene : await session.scene(side);
      if (side !== SIDE) await session.importImage(`scene-${side}.tif`, one.asset);
      scenes.push(one);
    }
    table('NDVI exports of scenes of several sizes', await measureGrowth(session, scenes, ROUNDS));
  } finally {
    await session.close();
  }
}
