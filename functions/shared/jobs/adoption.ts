import type { PyramidingPolicy } from '../catalog/asset.ts';
import type { GeoTiff, Level } from '../raster/geotiff/geotiff.ts';
import { bytesPerSample } from '../raster/samples.ts';
import type { ManifestBand } from './manifest-bands.ts';
import { isCast } from './manifest-type.ts';
import { policyOfResampling } from './overview-policy.ts';
import { missingIn, type Tileset } from './tileset.ts';

/** A band of a manifest, and how it is to be kept. */
export interface AskedBand extends ManifestBand {
  /** Undefined if the manifest gives none. */
  readonly policy: PyramidingPolicy | undefined;
  /** Whether its values are classes with colours. */
  readonly hasPalette: boolean;
}

/** A band that is read from a file as it is. */
export interface AdoptedBand {
  /** Its place among the image's bands. */
  readonly place: number;
  /** Its place in the file. */
  readonly index: number;
  /** Finite values that mean "missing". */
  readonly missing: readonly number[];
}

/** A tileset whose only file becomes the asset's as it is, and the bands that are read from it. */
export interface AdoptedTileset {
  readonly tileset: Tileset;
  readonly bands: readonly AdoptedBand[];
}

/** Decoded bytes of a block: more would be decoded for each tile of a map. */
const MOST_BLOCK_BYTES = 8 * 1024 * 1024;
/** Images of no more pixels a side have no overviews. */
const ONE_TILE = 256;
/** The coarsest overview has at most these pixels a side: a few tiles. */
const COARSEST = 1024;
/** How many times smaller than the level before an overview may be. */
const STEP = 4;

/**
 * The tilesets of a manifest that need no conversion: one file each, on which maps can be made as they can on a converted one, and whose
 * pixels, masks and overviews are those that the manifest asks for.
 */
export function adoptedTilesets(bands: readonly AskedBand[]): AdoptedTileset[] {
  const tilesets = [...new Set(bands.map(({ tileset }) => tileset))];
  return tilesets
    .map((tileset) => ({ tileset, own: bands.filter((band) => band.tileset === tileset) }))
    .filter(({ tileset, own }) => isKeptWhole(tileset) && own.every(isKept))
    .map(({ tileset, own }) => ({
      tileset,
      bands: own.map((band) => ({ place: bands.indexOf(band), index: band.index, missing: missingOf(band) })),
    }));
}

/** Whether a tileset is one file, of the type and on the grid that are asked for, that can be read tile by tile at all scales. */
function isKeptWhole(tileset: Tileset): boolean {
  const [{ window, tiff }, ...others] = tileset.sources;
  const [width, height] = tileset.grid.dimensions;
  return (
    others.length === 0 &&
    !isCast(tileset) &&
    window.width === width &&
    window.height === height &&
    tiff.levels.every((level) => hasSmallTiles(level, tiff) && level.hasMask === tiff.hasMask) &&
    isPyramid(tiff.levels)
  );
}

function hasSmallTiles({ tiled, blockWidth, blockHeight }: Level, { separate, bandCount, sampleType }: GeoTiff) {
  const bytes = blockWidth * blockHeight * (separate ? 1 : bandCount) * bytesPerSample(sampleType);
  return tiled && bytes <= MOST_BLOCK_BYTES;
}

function isPyramid(levels: readonly Level[]): boolean {
  const sizes = levels.map(({ width, height }) => Math.max(width, height));
  if (sizes[0] <= ONE_TILE) return true;
  return (
    levels.length > 1 &&
    sizes[sizes.length - 1] <= COARSEST &&
    sizes.every((size, i) => i === 0 || sizes[i - 1] <= (size + 1) * STEP)
  );
}

/** Whether the file's masks and overviews are those that a band is to have. */
function isKept(band: AskedBand): boolean {
  const [source] = band.tileset.sources;
  // Records are JSON, which has no infinite numbers.
  if (band.mask !== undefined || missingIn(source, band.missing).some((value) => Math.abs(value) === Infinity)) {
    return false;
  }
  const { tiff } = source;
  if (tiff.levels.length === 1) return true;
  const made = policyOfResampling(tiff.overviewResampling);
  if (band.policy !== undefined && band.policy !== made) return false;
  // No pixels are mixed: neither classes, nor valid ones with missing ones.
  if (made === 'SAMPLE') return true;
  if (band.hasPalette) return made === 'MODE';
  return isMissingByFile(band);
}

/** Whether the file itself says what is missing: whoever made the overviews left that out. */
function isMissingByFile(band: AskedBand): boolean {
  const [{ tiff }] = band.tileset.sources;
  const own = tiff.nodata === undefined || Number.isNaN(tiff.nodata) ? [] : [tiff.nodata];
  const missing = missingOf(band);
  return missing.length === own.length && missing.every((value, i) => value === own[i]);
}

/** Readers mask NaN in any case. */
function missingOf({ tileset, missing }: ManifestBand): number[] {
  const [source] = tileset.sources;
  const values = missingIn(source, missing).filter((value) => !Number.isNaN(value));
  return tileset.sampleType === 'float32' ? values.map(Math.fround) : values;
}
