import type { PyramidingPolicy } from '../catalog/asset.ts';
import { affineOf, readCrs } from '../catalog/grid-message.ts';
import { invalid, notFound, unimplemented } from '../errors.ts';
import { parseObjectUri } from '../google/object-reference.ts';
import { apply } from '../raster/affine.ts';
import { type Crs, CrsError } from '../raster/crs/crs.ts';
import type { GeoTiff } from '../raster/geotiff/geotiff.ts';
import { type Band, Image } from '../raster/image.ts';
import { isOnEarth } from '../raster/on-earth.ts';
import { pixelTypeOf } from '../raster/pixel-type.ts';
import { loaded } from '../raster/pixels/node.ts';
import { Projection } from '../raster/projection.ts';
import type { RasterFile } from '../raster/source/opener.ts';
import { RasterLoader } from '../raster/source/raster-loader.ts';
import { constantValue } from '../values/constant.ts';
import type { Value } from '../values/value.ts';
import type { JobContext } from './context.ts';
import type { Inputs } from './inputs/inputs.ts';
import { type Manifest, parseManifest } from './manifest.ts';
import { assetStorage, keptStorage, type Storage } from './storage-type.ts';

/** The image that a manifest describes, and how it is to be kept. */
export interface ManifestImage {
  readonly image: Image;
  readonly storage: Storage;
  readonly policies: readonly PyramidingPolicy[];
}

/** The files of an ImageManifest as an image, on their own grid. Its properties are the manifest's. */
export async function imageOfManifest(text: string, context: JobContext): Promise<ManifestImage> {
  const manifest = parseManifest(text);
  if (manifest.maskBands.length > 0) throw unimplemented('Terrane does not import mask bands yet.');
  if (manifest.tilesets.length !== 1) {
    throw unimplemented(`Terrane imports manifests of one tileset so far. Got ${manifest.tilesets.length}.`);
  }
  const [tileset] = manifest.tilesets;
  const [source] = tileset.sources;
  if (tileset.sources.length !== 1 || source.uris.length !== 1) {
    throw unimplemented('Terrane imports tilesets of one source with one file so far.');
  }
  const file = await fileOf(manifest.uriPrefix + source.uris[0], context.inputs);
  const { tiff } = await context.pixels.rasters.open(file);
  const name = source.uris[0];
  const transform = source.affineTransform ? affineOf(source.affineTransform) : tiff.affine;
  const crs = tileset.crs === undefined ? ownCrs(tiff, name) : readCrs(tileset.crs);
  if (!transform) {
    throw invalid(
      `${name}: The file does not say where it lies: give the source's 'affineTransform', or warp the file with its control points: gdalwarp -t_srs EPSG:4326 in.tif out.tif.`,
    );
  }
  if (!isOnEarth(crs, transform, tiff.width, tiff.height)) {
    const [x, y] = apply(transform, tiff.width / 2, tiff.height / 2);
    throw invalid(
      `${name}: The coordinates (${x}, ${y}) are not on the Earth: is the CRS ${crs.code ?? 'of the file'} right? Give the tileset's 'crs', or set it: gdal_translate -a_srs EPSG:CODE in.tif out.tif.`,
    );
  }
  const projection = new Projection(crs, transform);
  const missing = missingValues(manifest, tiff.nodata);
  const loader = new RasterLoader({ file, crs, transform, sampleType: tiff.sampleType, missing });
  const type = pixelTypeOf(tiff.sampleType);
  const bands = bandsOf(manifest, tiff.bandCount).map(({ id, index }): Band => {
    return { id, type, projection, dimensions: [tiff.width, tiff.height], pixels: loaded(loader, index) };
  });
  const properties = new Map<string, Value>();
  for (const [key, value] of Object.entries(manifest.properties)) properties.set(key, constantValue(value));
  if (manifest.startTime) properties.set('system:time_start', time('start_time', manifest.startTime));
  if (manifest.endTime) properties.set('system:time_end', time('end_time', manifest.endTime));
  const policies = bands.map((band) => policyOf(manifest, band.id));
  const storage =
    tiff.hasMask || missing.length > 1 ? assetStorage(bands) : keptStorage(tiff.sampleType, missing.at(0));
  return { image: new Image(bands, { properties }), storage, policies };
}

/** The file's own CRS, which the manifest does not give. */
function ownCrs(tiff: GeoTiff, name: string): Crs {
  const advice = `Give the tileset's 'crs', or set it: gdal_translate -a_srs EPSG:CODE in.tif out.tif.`;
  try {
    if (tiff.crs) return tiff.crs;
  } catch (error) {
    if (error instanceof CrsError) throw invalid(`${name}: ${error.message} ${advice}`);
    throw error;
  }
  throw invalid(`${name}: The file does not say its CRS. ${advice}`);
}

function policyOf(manifest: Manifest, id: string): PyramidingPolicy {
  return manifest.bands.find((band) => band.id === id)?.pyramidingPolicy ?? manifest.pyramidingPolicy ?? 'MEAN';
}

function time(field: string, text: string): number {
  const millis = Date.parse(text);
  if (Number.isNaN(millis)) throw invalid(`Invalid value at 'image_manifest.${field}': '${text}' is not a time.`);
  return millis;
}

/** Names and places of the bands: the manifest's, or b1, b2 … for all bands of the file. */
function bandsOf({ bands, tilesets }: Manifest, count: number): { id: string; index: number }[] {
  if (bands.length === 0) return Array.from({ length: count }, (_, index) => ({ id: `b${index + 1}`, index }));
  const ids = new Set<string>();
  return bands.map(({ id, tilesetId, tilesetBandIndex }, i) => {
    if (tilesetId !== undefined && tilesetId !== (tilesets[0].id ?? ''))
      throw invalid(`Band '${id}': There is no tileset '${tilesetId}'.`);
    const index = tilesetBandIndex ?? (tilesetId === undefined ? i : 0);
    if (index >= count) throw invalid(`Band '${id}': The file has ${count} bands; there is no band of index ${index}.`);
    if (ids.has(id)) throw invalid(`Duplicate band name: '${id}'.`);
    ids.add(id);
    return { id, index };
  });
}

/** The values that mean "missing": those of the manifest, or that of the file. Bands may not differ. */
function missingValues({ bands, missingData }: Manifest, nodata: number | undefined): number[] {
  const own = bands.map((band) => (band.missingData ?? missingData)?.join() ?? '');
  if (new Set(own).size > 1) throw unimplemented('Terrane does not import bands with different missing data yet.');
  const values = bands[0]?.missingData ?? missingData;
  return values ?? (nodata === undefined ? [] : [nodata]);
}

/** The object that a gs:// URI names, in one state of it. */
async function fileOf(uri: string, inputs: Inputs): Promise<RasterFile> {
  if (!parseObjectUri(uri)) throw invalid(`Invalid source URI '${uri}': gs://BUCKET/OBJECT is expected.`);
  const object = await inputs.object(uri);
  if (!object) throw notFound(`${uri} does not exist.`);
  return object;
}
