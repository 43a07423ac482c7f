import { parseCrs } from '../../functions/shared/raster/crs/crs.ts';
import { layoutCog, type StoredTile } from '../../functions/shared/raster/encode/cog.ts';
import { halve } from '../../functions/shared/raster/encode/overview.ts';
import { encodeTile } from '../../functions/shared/raster/encode/tile.ts';
import { tilesOf } from '../../functions/shared/raster/grid.ts';
import { cutRectangle } from '../../functions/shared/raster/rectangle.ts';

const TILE = 512;
const CODING = { predictor: 2, strategy: 'rle' } as const;

/** Smooth fields with noise: compresses like a satellite scene (about 1.9 : 1). */
function band(size: number, index: number): Uint16Array {
  const samples = new Uint16Array(size * size);
  let state = 12_345 + index;
  for (let y = 0, i = 0; y < size; y++) {
    for (let x = 0; x < size; x++, i++) {
      // A linear congruential generator (Numerical Recipes).
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      const field = Math.sin(x / 97 + index) * Math.cos(y / 131) + Math.sin((x + y) / 37) / 3;
      samples[i] = 2_000 + 300 * index + 700 * field + (state >>> 25);
    }
  }
  return samples;
}

/** A scene of uint16 bands in UTM at 10 m as a Cloud Optimized GeoTIFF with overviews. */
export function makeScene(size: number, bandCount: number): Uint8Array {
  let level = Array.from({ length: bandCount }, (_, i) => ({
    width: size,
    height: size,
    samples: band(size, i),
    mask: undefined,
  }));
  const levels: { width: number; height: number }[] = [];
  const parts: { tiles: StoredTile[]; bytes: Uint8Array[] }[] = [];
  for (let index = 0; index === 0 || level[0].width > TILE / 2; index++) {
    const [{ width, height }] = level;
    const part: (typeof parts)[number] = { tiles: [], bytes: [] };
    for (const window of tilesOf({ column: 0, row: 0, width, height }, TILE)) {
      const bands = level.map(({ samples }) => cutRectangle(samples, width, window));
      const bytes = encodeTile({ bands, width: window.width, height: window.height }, TILE, CODING);
      part.tiles.push({ level: index, column: window.column / TILE, row: window.row / TILE, byteCount: bytes.length });
      part.bytes.push(bytes);
    }
    levels.push({ width, height });
    parts.unshift(part);
    level = level.map((raster) => halve(raster, 'mean') as typeof raster);
  }
  const { header } = layoutCog({
    sampleType: 'uint16',
    bandCount,
    tileSize: TILE,
    affine: [10, 0, 200_000, 0, -10, 9_200_000],
    crs: parseCrs('EPSG:32725'),
    nodata: undefined,
    bandNames: Array.from({ length: bandCount }, (_, i) => `B${i + 1}`),
    predictor: CODING.predictor,
    levels,
    parts: parts.map(({ tiles }) => tiles),
  });
  return Buffer.concat([header, ...parts.flatMap(({ bytes }) => bytes)]);
}
