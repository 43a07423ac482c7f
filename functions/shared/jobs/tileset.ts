import { invalid } from '../errors.ts';
import { apply, invert, translate } from '../raster/affine.ts';
import { sameCrs } from '../raster/crs/crs.ts';
import type { PixelWindow } from '../raster/grid.ts';
import type { Loader } from '../raster/pixels/node.ts';
import { Projection } from '../raster/projection.ts';
import type { SampleType } from '../raster/samples.ts';
import { MosaicLoader } from '../raster/source/mosaic-loader.ts';
import { RasterLoader } from '../raster/source/raster-loader.ts';
import type { JobContext } from './context.ts';
import type { Manifest } from './manifest.ts';
import { openSource, type SourceRaster } from './source-raster.ts';

/** Files whose headers are read at the same time. */
const CONCURRENT = 16;
/** How far a file's corners may be from the grid of the others, in pixels: more is no rounding error. */
const TOLERANCE = 0.05;

/** A file on the grid of a manifest. */
interface GridSource extends SourceRaster {
  readonly window: PixelWindow;
}

/** A tileset of a manifest: files with the same bands. */
export interface Tileset {
  readonly id: string;
  readonly sources: readonly GridSource[];
  readonly bandCount: number;
  readonly sampleType: SampleType;
  /** Whether the files have masks of their own. */
  readonly hasMask: boolean;
  /** Whether the last band says what of the others is opaque. */
  readonly hasAlpha: boolean;
}

/** The tilesets of a manifest, and the grid that all of them are on. */
export interface Tilesets {
  readonly tilesets: readonly Tileset[];
  readonly projection: Projection;
  /** Columns and rows that hold all files. */
  readonly dimensions: readonly [number, number];
}

/**
 * Opens the files of a manifest.
 * @throws INVALID_ARGUMENT for files that are not on one grid, or whose bands differ within a tileset
 */
export async function openTilesets({ tilesets, uriPrefix }: Manifest, context: JobContext): Promise<Tilesets> {
  const wanted = tilesets.flatMap(({ crs, sources }) => sources.map((source) => ({ source, crs })));
  const rasters: SourceRaster[] = [];
  for (let start = 0; start < wanted.length; start += CONCURRENT) {
    const some = wanted.slice(start, start + CONCURRENT);
    rasters.push(
      ...(await Promise.all(some.map(({ source, crs }) => openSource(source, { uriPrefix, crs }, context)))),
    );
  }
  const [first] = rasters;
  const windows = rasters.map((raster) => windowOn(first, raster));
  const column = Math.min(...windows.map((window) => window.column));
  const row = Math.min(...windows.map((window) => window.row));
  const placed = rasters.map((raster, i): GridSource => {
    const window = { ...windows[i], column: windows[i].column - column, row: windows[i].row - row };
    return { ...raster, window };
  });
  let next = 0;
  const opened = tilesets.map(({ id = '', sources }) => {
    const own = placed.slice(next, next + sources.length);
    next += sources.length;
    return tilesetOf(id, own);
  });
  const right = Math.max(...placed.map(({ window }) => window.column + window.width));
  const bottom = Math.max(...placed.map(({ window }) => window.row + window.height));
  const projection = new Projection(first.crs, translate(first.transform, column, row));
  return { tilesets: opened, projection, dimensions: [right, bottom] };
}

/** The pixels of a file on another one's grid. */
function windowOn(first: SourceRaster, raster: SourceRaster): PixelWindow {
  const { width, height } = raster.tiff;
  if (raster === first) return { column: 0, row: 0, width, height };
  const toFirst = invert(first.transform);
  const place = (x: number, y: number) => apply(toFirst, ...apply(raster.transform, x, y));
  const [left, top] = place(0, 0);
  const [column, row] = [Math.round(left), Math.round(top)];
  const near = ([x, y]: readonly [number, number], expectedX: number, expectedY: number) =>
    Math.abs(x - expectedX) <= TOLERANCE && Math.abs(y - expectedY) <= TOLERANCE;
  const onGrid =
    sameCrs(first.crs, raster.crs) &&
    near([left, top], column, row) &&
    near(place(width, 0), column + width, row) &&
    near(place(0, height), column, row + height);
  if (onGrid) return { column, row, width, height };
  throw invalid(
    `${raster.name} is not on the grid of ${first.name}: the files of a manifest must have one CRS, one pixel size, and pixels that fall on each other. Import them as images of their own, or warp the file: gdalwarp -t_srs ${first.crs.code ?? 'CRS'} -tr ${sizes(first).join(' ')} -tap in.tif out.tif.`,
  );
}

function sizes({ transform: [a, b, , d, e] }: SourceRaster): [number, number] {
  return [Math.hypot(a, d), Math.hypot(b, e)];
}

function tilesetOf(id: string, sources: readonly GridSource[]): Tileset {
  const [{ name, tiff: first }] = sources;
  const { bandCount, sampleType } = first;
  for (const { name: other, tiff } of sources) {
    if (tiff.bandCount !== bandCount || tiff.sampleType !== sampleType) {
      throw invalid(
        `${other} has ${tiff.bandCount} bands of ${tiff.sampleType}, ${name} ${bandCount} of ${sampleType}: the files of a tileset must have the same bands. Give them tilesets of their own, or convert the file: gdal_translate -ot TYPE -b 1 in.tif out.tif.`,
      );
    }
  }
  return {
    id,
    sources,
    bandCount,
    sampleType,
    hasMask: sources.some(({ tiff }) => tiff.hasMask),
    hasAlpha: bandCount > 1 && first.colors.at(-1) === 'alpha',
  };
}

/** The values that mean "missing" in a file: those that a manifest gives, or else its own. */
export function missingIn({ tiff: { nodata } }: SourceRaster, given: readonly number[] | undefined): readonly number[] {
  return given ?? (nodata === undefined ? [] : [nodata]);
}

/**
 * Loads the bands of a tileset.
 * @param given the values that mean "missing" by the manifest; if there are none, each file's own does
 */
export function tilesetLoader(
  { sources, sampleType }: Tileset,
  { projection }: Tilesets,
  given: readonly number[] | undefined,
): Loader {
  const parts = sources.map((source) => {
    const {
      file,
      window: { column, row, width, height },
    } = source;
    const missing = missingIn(source, given);
    const transform = translate(projection.transform, column, row);
    return { file, crs: projection.crs, transform, sampleType, missing, width, height };
  });
  return parts.length === 1 ? new RasterLoader(parts[0]) : new MosaicLoader(parts);
}
