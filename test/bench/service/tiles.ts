import { parseCrs } from '../../../functions/shared/raster/crs/crs.ts';
import { transformer } from '../../../functions/shared/raster/crs/transform.ts';
import { expression, load, ndvi } from './expressions.ts';
import { type Round, type Row, rowOf } from './row.ts';
import type { Scene, Session } from './session.ts';
import { median, type Spent } from './spent.ts';

const [FIRST_ZOOM, LAST_ZOOM] = [8, 14];
/** Tiles of each zoom, where there are so many. */
const OF_ZOOM = 15;
/** The scene's first corner and pixels, in metres: those of `makeScene`. */
const [WEST, NORTH, METRES] = [200_000, 9_200_000, 10];
const EDGE = Math.PI * 6_378_137;
const [LOW, HIGH] = [-0.2, 0.6];
const KINDS = ['rgba', 'indexed'] as const;
type Kind = (typeof KINDS)[number];
const PALETTE = ['8c510a', 'f6e8c3', '01665e'];

/** Map tiles (zoom, column, row) at places of a scene, none twice. */
export function placesOn({ side }: Scene): number[][] {
  const toMercator = transformer(parseCrs('EPSG:32725'), parseCrs('EPSG:3857'));
  const places = new Map<string, number[]>();
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  for (let zoom = FIRST_ZOOM; zoom <= LAST_ZOOM; zoom++) {
    for (let i = 0; i < OF_ZOOM; i++) {
      const point = Float64Array.of(WEST + random() * side * METRES, NORTH - random() * side * METRES);
      toMercator.forward(point);
      const tile = (2 * EDGE) / 2 ** zoom;
      const place = [zoom, Math.floor((point[0] + EDGE) / tile), Math.floor((EDGE - point[1]) / tile)];
      places.set(place.join(), place);
    }
  }
  return [...places.values()];
}

/** What a pass over all tiles has spent on each of them: the median of a clock, the mean of the processors. */
async function pass(places: readonly number[][], ask: (place: number[]) => Promise<void>): Promise<Spent> {
  const before = process.cpuUsage();
  const times: number[] = [];
  for (const place of places) {
    const start = performance.now();
    await ask(place);
    times.push((performance.now() - start) / 1_000);
  }
  const { user, system } = process.cpuUsage(before);
  return { wall: median(times), cpu: (user + system) / 1e6 / places.length };
}

/**
 * Tiles of NDVI in colours, one after the other: of a scene that has just been imported (of the peer: opened); of another map of it, for which
 * its blocks are in caches; and of that map again. The peer keeps no tiles: it draws them again.
 */
export async function measureTiles(session: Session, scene: Scene, rounds: number): Promise<Row[]> {
  const places = placesOn(scene);
  const own: { readonly cold: Spent; readonly drawn: Spent; readonly again: Spent }[] = [];
  const peers: { readonly [kind in Kind]: Spent[][] } = { rgba: [], indexed: [] };
  for (let round = 0; round < rounds; round++) {
    const asset = session.asset(`tiles-${round}`);
    await session.importImage(`scene-${scene.side}.tif`, asset);
    const map = async (high: number) => {
      const visualizationOptions = { ranges: [{ min: LOW, max: high }], paletteColors: PALETTE };
      const request = { expression: expression(ndvi(load(asset))), fileFormat: 'PNG', visualizationOptions };
      return (await session.api.post<{ name: string }>(asset.replace(/assets.*/, 'maps'), request)).name;
    };
    const [first, second] = [await map(HIGH), await map(HIGH + 0.01)];
    own.push({
      cold: await pass(places, (place) => session.tile(first, place)),
      drawn: await pass(places, (place) => session.tile(second, place)),
      again: await pass(places, (place) => session.tile(second, place)),
    });
    for (const kind of KINDS) {
      const answer = await session.peer?.ask('tiles', scene.path, places, [3, 4], LOW, HIGH, PALETTE, kind);
      if (!answer) continue;
      const cpu = answer.cpu / 2 / places.length;
      peers[kind].push((answer.result as number[][]).map((times) => ({ wall: median(times), cpu })));
    }
  }
  const row = (title: string, which: 'cold' | 'drawn' | 'again', kind: Kind, goal: number) => {
    const pairs = own.map((one, i): Round => ({ own: one[which], peer: peers[kind][i]?.[which === 'cold' ? 0 : 1] }));
    return rowOf(`${title}, p50 of ${places.length}`, `rasterio, ${kind} PNG`, pairs, 'ms', goal);
  };
  return [
    row('tile, asked for again', 'again', 'rgba', 0.08),
    row('tile, asked for again', 'again', 'indexed', 0.12),
    row('tile, drawn from blocks in caches', 'drawn', 'rgba', 0.08),
    row('tile, drawn from blocks in caches', 'drawn', 'indexed', 0.12),
    row('tile, nothing cached', 'cold', 'rgba', 0.45),
    row('tile, nothing cached', 'cold', 'indexed', 0.6),
  ];
}
