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

/**
 * Tiles of NDVI in colours, one after the other: of a scene that has just been imported (of the peer: opened), and again. What a tile takes is the
 * median of all.
 */
export async function measureTiles(session: Session, scene: Scene, rounds: number): Promise<Row[]> {
  const places = placesOn(scene);
  const own: Spent[][] = [];
  const peers: { readonly [kind in 'rgba' | 'indexed']: Spent[][] } = { rgba: [], indexed: [] };
  for (let round = 0; round < rounds; round++) {
    const asset = session.asset(`tiles-${round}`);
    await session.importImage(`scene-${scene.side}.tif`, asset);
    const visualizationOptions = { ranges: [{ min: LOW, max: HIGH }], paletteColors: PALETTE };
    const request = { expression: expression(ndvi(load(asset))), fileFormat: 'PNG', visualizationOptions };
    const { name } = await session.api.post<{ name: string }>(asset.replace(/assets.*/, 'maps'), request);
    const passes: Spent[] = [];
    for (let pass = 0; pass < 2; pass++) {
      const before = process.cpuUsage();
      const times: number[] = [];
      for (const place of places) {
        const start = performance.now();
        await session.tile(name, place);
        times.push((performance.now() - start) / 1_000);
      }
      const { user, system } = process.cpuUsage(before);
      passes.push({ wall: median(times), cpu: (user + system) / 1e6 / places.length });
    }
    own.push(passes);
    for (const kind of ['rgba', 'indexed'] as const) {
      const answer = await session.peer?.ask('tiles', scene.path, places, [3, 4], LOW, HIGH, PALETTE, kind);
      if (!answer) continue;
      const cpu = answer.cpu / 2 / places.length;
      peers[kind].push((answer.result as number[][]).map((times) => ({ wall: median(times), cpu })));
    }
  }
  const pairs = (kind: 'rgba' | 'indexed', pass: number): Round[] =>
    own.map((passes, i) => ({ own: passes[pass], peer: peers[kind][i]?.[pass] }));
  const row = (title: string, kind: 'rgba' | 'indexed', pass: number, goal: number) =>
    rowOf(`${title}, p50 of ${places.length}`, `rasterio, ${kind} PNG`, pairs(kind, pass), 'ms', goal);
  return [
    row('tile, warm', 'rgba', 1, 0.08),
    row('tile, warm', 'indexed', 1, 0.12),
    row('tile, nothing cached', 'rgba', 0, 0.45),
    row('tile, nothing cached', 'indexed', 0, 0.6),
  ];
}
