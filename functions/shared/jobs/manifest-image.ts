import type { PyramidingPolicy } from '../catalog/asset.ts';
import { invalid } from '../errors.ts';
import type { Geometry } from '../geometry/geometry.ts';
import { type Band, Image } from '../raster/image.ts';
import { type LoadNode, loaded, type PixelNode, point } from '../raster/pixels/node.ts';
import { UPDATE_MASK_INTEGER } from '../raster/pixels/rules.ts';
import { constantValue } from '../values/constant.ts';
import type { Value } from '../values/value.ts';
import { type AdoptedTileset, adoptedTilesets } from './adoption.ts';
import { type Manifest, parseManifest } from './manifest.ts';
import { type BandNames, type ManifestBand, manifestBands } from './manifest-bands.ts';
import { footprintOfManifest } from './manifest-footprint.ts';
import { isCast, typedBand } from './manifest-type.ts';
import { policyOfResampling } from './overview-policy.ts';
import type { FileContext } from './source-raster.ts';
import { assetStorage, keptStorage, type Storage } from './storage-type.ts';
import { missingIn, openTilesets, type Tileset, tilesetLoader } from './tileset.ts';

/** How a manifest wants an image to be kept. */
export interface Kept {
  readonly policies: readonly PyramidingPolicy[];
  /** Files that need no conversion; the other bands are written. */
  readonly adopted: readonly AdoptedTileset[];
  /** How the samples of some bands, by their places, are written to one file. */
  storage(bands: readonly number[]): Storage;
  /** The footprint that the manifest gives the image, in degrees. */
  readonly footprint?: Geometry;
}

/** The image that a manifest describes, and how it is to be kept. */
export interface ManifestImage {
  readonly image: Image;
  readonly kept: Kept;
}

/**
 * The files of an ImageManifest as an image, on their own grids. Its properties are the manifest's, and the palettes of the files.
 * @param names of bands that the manifest does not name
 */
export async function imageOfManifest(
  text: string,
  context: FileContext,
  names: BandNames = 'numbers',
): Promise<ManifestImage> {
  const manifest = parseManifest(text);
  const opened = await openTilesets(manifest, context);
  const places = manifestBands(manifest, opened, names);
  const loaders = new Loaders();
  const bands = places.map(({ id, tileset, index, missing, mask }): Band => {
    const { type, pixels: own } = typedBand(tileset, loaders.band(tileset, index, missing));
    const pixels: PixelNode = mask ? point(UPDATE_MASK_INTEGER, own, loaders.band(mask, mask.bandCount - 1, [])) : own;
    const { projection, dimensions } = tileset.grid;
    return { id, type, projection, dimensions, pixels };
  });
  const palettes = await Promise.all(places.map(paletteOf));
  const properties = new Map<string, Value>();
  places.forEach(({ id }, i) => {
    const palette = palettes[i];
    if (!palette) return;
    properties.set(`${id}_class_values`, [...palette.keys()]);
    properties.set(`${id}_class_palette`, [...palette]);
  });
  for (const [key, value] of Object.entries(manifest.properties)) properties.set(key, constantValue(value));
  if (manifest.startTime) properties.set('system:time_start', time('start_time', manifest.startTime));
  if (manifest.endTime) properties.set('system:time_end', time('end_time', manifest.endTime));
  const asked = places.map((place, i) => ({
    ...place,
    policy: policyIn(manifest, place.id),
    hasPalette: palettes[i] !== undefined,
  }));
  const adopted = adoptedTilesets(asked);
  // The mean of two classes is a third one.
  const policies = asked.map(({ policy, hasPalette }) => policy ?? (hasPalette ? 'MODE' : 'MEAN'));
  for (const { tileset, bands: own } of adopted) {
    const made = policyOfResampling(tileset.sources[0].tiff.overviewResampling);
    if (made) for (const { place } of own) policies[place] = made;
  }
  const storage = (some: readonly number[]) =>
    storageOf(
      some.map((band) => places[band]),
      some.map((band) => bands[band]),
    );
  const footprint = footprintOfManifest(manifest, bands);
  return {
    image: new Image(bands, { properties }),
    kept: { policies, adopted, storage, ...(footprint && { footprint }) },
  };
}

/** Loaders of tilesets: bands that have the same missing values are read together. */
class Loaders {
  readonly #nodes = new Map<Tileset, Map<string, LoadNode>>();

  band(tileset: Tileset, index: number, missing: readonly number[] | undefined): LoadNode {
    const nodes = this.#nodes.get(tileset) ?? new Map<string, LoadNode>();
    this.#nodes.set(tileset, nodes);
    const key = missing?.join() ?? 'own';
    const known = nodes.get(key) ?? loaded(tilesetLoader(tileset, missing), 0);
    nodes.set(key, known);
    return loaded(known.loader, index);
  }
}

/** The colours of a band's values, if its files have a palette: hexadecimal RRGGBB, from the value 0 on. */
function paletteOf({ tileset, index }: ManifestBand): Promise<readonly string[] | undefined> {
  const [{ tiff }] = tileset.sources;
  return tiff.colors[index] === 'palette' ? tiff.palette() : Promise.resolve(undefined);
}

function policyIn(manifest: Manifest, id: string): PyramidingPolicy | undefined {
  return manifest.bands.find((band) => band.id === id)?.pyramidingPolicy ?? manifest.pyramidingPolicy;
}

function time(field: string, text: string): number {
  const millis = Date.parse(text);
  if (Number.isNaN(millis)) throw invalid(`Invalid value at 'image_manifest.${field}': '${text}' is not a time.`);
  return millis;
}

/** How samples are kept: as the files have them, where one value that means "missing" says all of the masks. */
function storageOf(places: readonly ManifestBand[], bands: readonly Band[]): Storage {
  const [{ tileset: first }] = places;
  const missing = places.flatMap(({ tileset, missing: given }) =>
    tileset.sources.map((source) => missingIn(source, given)),
  );
  const alike =
    missing.every((values) => values.length <= 1 && Object.is(values[0], missing[0][0])) &&
    places.every(({ tileset, mask }) => {
      const { sampleType, hasMask, sources, grid } = tileset;
      const [width, height] = grid.dimensions;
      const covered = sources.some(({ window }) => window.width === width && window.height === height);
      return sampleType === first.sampleType && !isCast(tileset) && mask === undefined && !hasMask && covered;
    });
  return alike ? keptStorage(first.sampleType, missing[0].at(0)) : assetStorage(bands);
}
