import { type CogDescription, layoutCog, type StoredTile } from '../functions/shared/raster/encode/cog.ts';
import { type BandRaster, halve, type OverviewMethod } from '../functions/shared/raster/encode/overview.ts';
import { encodeTile, type TileCoding } from '../functions/shared/raster/encode/tile.ts';
import { tilesOf } from '../functions/shared/raster/grid.ts';
import { cutRectangle } from '../functions/shared/raster/rectangle.ts';

/** A Cloud Optimized GeoTIFF to be written. */
export interface CogContent
  extends Pick<
    CogDescription,
    'sampleType' | 'tileSize' | 'affine' | 'crs' | 'nodata' | 'bandNames' | 'overviewResampling'
  > {
  readonly bands: readonly BandRaster[];
  readonly coding: TileCoding;
  readonly method: OverviewMethod;
  /** Overviews are made until one has no more pixels a side. */
  readonly coarsest: number;
}

/** Writes a Cloud Optimized GeoTIFF. Masked samples are written as they are: nodata, if that is what they are. */
export function writeCog({ bands, coding, method, coarsest, ...description }: CogContent): Uint8Array {
  const { tileSize, nodata = 0 } = description;
  const levels: { width: number; height: number }[] = [];
  const parts: { tiles: StoredTile[]; bytes: Uint8Array[] }[] = [];
  let level = bands;
  for (let index = 0; index === 0 || Math.max(levels[index - 1].width, levels[index - 1].height) > coarsest; index++) {
    if (index > 0) level = level.map((raster) => withNodata(halve(raster, method), nodata));
    const [{ width, height }] = level;
    const part: (typeof parts)[number] = { tiles: [], bytes: [] };
    for (const window of tilesOf({ column: 0, row: 0, width, height }, tileSize)) {
      const cut = level.map(({ samples }) => cutRectangle(samples, width, window));
      const bytes = encodeTile({ bands: cut, width: window.width, height: window.height }, tileSize, coding);
      const [column, row] = [window.column / tileSize, window.row / tileSize];
      part.tiles.push({ level: index, column, row, byteCount: bytes.length });
      part.bytes.push(bytes);
    }
    levels.push({ width, height });
    parts.unshift(part);
  }
  const { header } = layoutCog({
    ...description,
    bandCount: bands.length,
    predictor: coding.predictor,
    levels,
    tiles: parts.flatMap(({ tiles }) => tiles),
  });
  return Buffer.concat([header, ...parts.flatMap(({ bytes }) => bytes)]);
}

function withNodata(raster: BandRaster, nodata: number): BandRaster {
  raster.mask?.forEach((valid, i) => {
    if (valid === 0) raster.samples[i] = nodata;
  });
  return raster;
}
