import { invalid } from '../errors.ts';
import { apply, invert, translate } from '../raster/affine.ts';
import { sameCrs } from '../raster/crs/crs.ts';
import type { PixelWindow } from '../raster/grid.ts';
import type { Loader } from '../raster/pixels/node.ts';
import { Projection } from '../raster/projection.ts';
import type { SampleType } from '../raster/samples.ts';
import { MosaicLoader } from '../raster/source/mosaic-loader.ts';
import { RasterLoader } from '../raster/source/raster-loader.ts';
import type { Manifest } from './manifest.ts';
import { type FileContext, openSource, type SourceRaster } from './source-raster.ts';

/** Files whose headers are read at the same time. */
const CONCURRENT = 16;
/** How far a file's corners may be from the grid of the others, in pixels: more is no rounding error. */
const TOLERANCE = 0.05;

/** A grid that files are on. */
export interface FileGrid {
  readonly projection: Projection;
  /** Columns and rows that hold all of the files. */
  readonly dimensions: readonly [number, number];
}

/** A file on a grid. */
interface GridSource extends SourceRaster {
  readonly window: PixelWindow;
}

/** A tileset of a manifest: files with the same bands, on one grid. */
export interface Tileset {
  readonly id: string;
  readonly sources: readonly GridSource[];
  /** The grid that it shares with the other tilesets whose pixels fall on it. */
  readonly grid: FileGrid;
  readonly bandCount: number;
  readonly sampleType: SampleType;
  /** The type that the manifest takes the values into. */
  readonly dataType: Manifest['tilesets'][number]['dataType'];
  /** Whether the files have masks of their own. */
  readonly hasMask: boolean;
  /** Whether the last band says what of the others is opaque. */
  readonly hasAlpha: boolean;
}

/**
 * Opens the files of a manifest.
 * @throws INVALID_ARGUMENT for files of a tileset that are not on one grid, or whose bands differ
 */
export async function openTilesets({ tilesets, uriPrefix }: Manifest, context: FileContext): Promise<Tileset[]> {
  const wanted = tilesets.flatMap(({ crs, sources }) => sources.map((source) => ({ source, crs })));
  const rasters: SourceRaster[] = [];
  for (let start = 0; start < wanted.length; start += CONCURRENT) {
    const some = wanted.slice(start, start + CONCURRENT);
    rasters.push(
      ...(await Promise.all(some.map(({ source, crs }) => openSource(source, { uriPrefix, crs }, context)))),
    );
  }
  let next = 0;
  const files = tilesets.map(({ id = '', dataType, sources }): TilesetFiles => {
    const own = rasters.slice(next, next + sources.length);
    next += sources.length;
    return { id, dataType, rasters: own };
  });
  const opened = new Map<TilesetFiles, Tileset>();
  for (const group of groupsByGrid(files)) {
    for (const [tileset, result] of onOneGrid(group)) opened.set(tileset, result);
  }
  return files.map((tileset) => opened.get(tileset) as Tileset);
}

interface TilesetFiles {
  readonly id: string;
  readonly dataType: Tileset['dataType'];
  readonly rasters: readonly SourceRaster[];
}

/** Tilesets whose pixels fall on each other. @throws INVALID_ARGUMENT for a file that is not on the grid of its own tileset */
function groupsByGrid(tilesets: readonly TilesetFiles[]): TilesetFiles[][] {
  const groups: TilesetFiles[][] = [];
  for (const tileset of tilesets) {
    const [first] = tileset.rasters;
    for (const raster of tileset.rasters) if (!windowOn(first, raster)) throw offGrid(first, raster);
    const group = groups.find(([{ rasters }]) => tileset.rasters.every((raster) => windowOn(rasters[0], raster)));
    if (group) group.push(tileset);
    else groups.push([tileset]);
  }
  return groups;
}

/** Tilesets on the one grid that holds all of their files. */
function onOneGrid(tilesets: readonly TilesetFiles[]): [TilesetFiles, Tileset][] {
  const [first] = tilesets[0].rasters;
  const windows = tilesets.flatMap(({ rasters }) => rasters.map((raster) => windowOn(first, raster) as PixelWindow));
  const column = Math.min(...windows.map((window) => window.column));
  const row = Math.min(...windows.map((window) => window.row));
  const right = Math.max(...windows.map((window) => window.column + window.width));
  const bottom = Math.max(...windows.map((window) => window.row + window.height));
  const projection = new Projection(first.crs, translate(first.transform, column, row));
  const grid: FileGrid = { projection, dimensions: [right - column, bottom - row] };
  let next = 0;
  return tilesets.map((tileset) => {
    const sources = tileset.rasters.map((raster): GridSource => {
      const window = windows[next++];
      return { ...raster, window: { ...window, column: window.column - column, row: window.row - row } };
    });
    return [tileset, tilesetOf(tileset, sources, grid)];
  });
}

/** The pixels of a file on another one's grid; undefined if they do not fall on it. */
function windowOn(first: SourceRaster, raster: SourceRaster): PixelWindow | undefined {
  const { width, height } = raster.tiff;
  if (raster === first) return { column: 0, row: 0, width, height };
  if (!sameCrs(first.crs, raster.crs)) return undefined;
  const toFirst = invert(first.transform);
  const place = (x: number, y: number) => apply(toFirst, ...apply(raster.transform, x, y));
  const [left, top] = place(0, 0);
  const [column, row] = [Math.round(left), Math.round(top)];
  const near = ([x, y]: readonly [number, number], expectedX: number, expectedY: number) =>
    Math.abs(x - expectedX) <= TOLERANCE && Math.abs(y - expectedY) <= TOLERANCE;
  const falls =
    near([left, top], column, row) &&
    near(place(width, 0), column + width, row) &&
    near(place(0, height), column, row + height);
  return falls ? { column, row, width, height } : undefined;
}

function offGrid(first: SourceRaster, raster: SourceRaster): Error {
  return invalid(
    `${raster.name} is not on the grid of ${first.name}: the files of a tileset must have one CRS, one pixel size, and pixels that fall on each other. Give it a tileset of its own, or warp it: gdalwarp -t_srs ${first.crs.code ?? 'CRS'} -tr ${sizes(first).join(' ')} -tap in.tif out.tif.`,
  );
}

function sizes({ transform: [a, b, , d, e] }: SourceRaster): [number, number] {
  return [Math.hypot(a, d), Math.hypot(b, e)];
}

function tilesetOf({ id, dataType }: TilesetFiles, sources: readonly GridSource[], grid: FileGrid): Tileset {
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
    grid,
    bandCount,
    sampleType,
    dataType,
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
  { sources, sampleType, grid: { projection } }: Tileset,
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
