import { invalid } from '../errors.ts';
import type { Manifest } from './manifest.ts';
import type { Tileset } from './tileset.ts';

/** A band of a manifest: where it is in the files. */
export interface ManifestBand {
  readonly id: string;
  readonly tileset: Tileset;
  /** The band of the tileset, from 0. */
  readonly index: number;
  /** The values that mean "missing" by the manifest; if undefined, those of the files do. */
  readonly missing: readonly number[] | undefined;
  /** The tileset whose last band is not 0 where the band is valid. */
  readonly mask: Tileset | undefined;
}

/** How bands are called that a manifest does not name: b1, b2 …, or what their files call them, else B0, B1 … */
export type BandNames = 'numbers' | 'files';

/**
 * Finds the bands of a manifest in its tilesets: those that it names, or all of them. The last band of a tileset that is a
 * mask, by the manifest or as the file's alpha, is none of them unless it is named.
 */
export function manifestBands(manifest: Manifest, tilesets: readonly Tileset[], names: BandNames): ManifestBand[] {
  const maskTilesets = manifest.maskBands.map(({ tilesetId = '' }) => tilesetOf(tilesets, tilesetId, 'A mask band'));
  const isMask = (tileset: Tileset) => tileset.hasAlpha || maskTilesets.includes(tileset);
  const places = manifest.bands.length > 0 ? named(manifest, tilesets) : unnamed(tilesets, isMask, names);
  checkMaskBands(manifest, places);
  return places.map((place) => {
    const own = manifest.bands.find(({ id }) => id === place.id);
    const missing = own?.missingData ?? manifest.missingData;
    return { ...place, missing, mask: maskOf(place, manifest, maskTilesets, places) };
  });
}

type Place = Pick<ManifestBand, 'id' | 'tileset' | 'index'>;

function unnamed(tilesets: readonly Tileset[], isMask: (tileset: Tileset) => boolean, names: BandNames): Place[] {
  const all = tilesets.flatMap((tileset) =>
    Array.from({ length: tileset.bandCount - (isMask(tileset) ? 1 : 0) }, (_, index) => ({ tileset, index })),
  );
  if (all.length === 0) throw invalid('The manifest has no bands but masks.');
  const ids = names === 'files' ? namesInFiles(all) : all.map((_, i) => `b${i + 1}`);
  return all.map((place, i) => ({ id: ids[i], ...place }));
}

/** The descriptions of bands that can be their names, if these are all different. */
function namesInFiles(places: readonly Omit<Place, 'id'>[]): string[] {
  const numbers = places.map((_, i) => `B${i}`);
  const names = places.map(({ tileset, index }, i) => {
    const { description = '' } = tileset.sources[0].tiff.bands[index];
    return NAME.test(description) ? description : numbers[i];
  });
  return new Set(names).size === names.length ? names : numbers;
}

const NAME = /^[\w-]+$/;

function named({ bands }: Manifest, tilesets: readonly Tileset[]): Place[] {
  const ids = new Set<string>();
  return bands.map(({ id, tilesetId, tilesetBandIndex }, i) => {
    if (tilesetId === undefined && tilesets.length > 1)
      throw invalid(`Band '${id}': There are ${tilesets.length} tilesets: give its 'tilesetId'.`);
    const tileset = tilesetId === undefined ? tilesets[0] : tilesetOf(tilesets, tilesetId, `Band '${id}'`);
    const index = tilesetBandIndex ?? (tilesetId === undefined ? i : 0);
    const { bandCount } = tileset;
    if (index >= bandCount)
      throw invalid(`Band '${id}': The file has ${bandCount} bands; there is no band of index ${index}.`);
    if (ids.has(id)) throw invalid(`Duplicate band name: '${id}'.`);
    ids.add(id);
    return { id, tileset, index };
  });
}

function tilesetOf(tilesets: readonly Tileset[], id: string, what: string): Tileset {
  const tileset = tilesets.find((candidate) => candidate.id === id);
  if (tileset === undefined) throw invalid(`${what}: There is no tileset '${id}'.`);
  return tileset;
}

function checkMaskBands({ maskBands }: Manifest, places: readonly Place[]): void {
  const all = maskBands.flatMap(({ bandIds = [] }) => (bandIds.length > 0 ? bandIds : places.map(({ id }) => id)));
  for (const [i, id] of all.entries()) {
    if (!places.some((place) => place.id === id)) throw invalid(`A mask band: There is no band '${id}'.`);
    if (all.indexOf(id) !== i) throw invalid(`Band '${id}' has more than one mask band.`);
  }
}

/** The mask of a band: the manifest's, or the alpha of its own file unless that is a band itself. */
function maskOf(
  { id, tileset }: Place,
  { maskBands }: Manifest,
  maskTilesets: readonly Tileset[],
  places: readonly Place[],
): Tileset | undefined {
  const given = maskBands.findIndex(({ bandIds = [] }) => bandIds.length === 0 || bandIds.includes(id));
  if (given >= 0) return maskTilesets[given];
  const last = tileset.bandCount - 1;
  const isBand = places.some((place) => place.tileset === tileset && place.index === last);
  return tileset.hasAlpha && !isBand ? tileset : undefined;
}
