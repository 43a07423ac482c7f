import { affineOf, readCrs } from '../catalog/grid-message.ts';
import { invalid, notFound } from '../errors.ts';
import type { ObjectState } from '../google/object-file.ts';
import { type Affine, apply } from '../raster/affine.ts';
import { type Crs, CrsError } from '../raster/crs/crs.ts';
import { type GeoTiff, GeoTiffError } from '../raster/geotiff/geotiff.ts';
import { isOnEarth } from '../raster/on-earth.ts';
import type { RasterFile, RasterOpener } from '../raster/source/opener.ts';
import type { Inputs } from './inputs/inputs.ts';
import type { Manifest } from './manifest.ts';
import { sourcePlace } from './source-uri.ts';

type Source = Manifest['tilesets'][number]['sources'][number];

/** What files are found and opened by. */
export interface FileContext {
  readonly inputs: Pick<Inputs, 'object'>;
  readonly pixels: { readonly rasters: RasterOpener };
}

/** A raster file of a manifest, and where it lies. */
export interface SourceRaster {
  /** As the manifest calls it. */
  readonly name: string;
  readonly file: ObjectState;
  readonly tiff: GeoTiff;
  readonly crs: Crs;
  readonly transform: Affine;
}

/**
 * Opens the file of a manifest's source.
 * @param crs the reference system that the tileset has, whatever the file says
 * @throws INVALID_ARGUMENT for a file that cannot be read or is not placed on the Earth
 */
export async function openSource(
  { uris, affineTransform, dimensions }: Source,
  { uriPrefix, crs: given }: { readonly uriPrefix: string; readonly crs: string | undefined },
  context: FileContext,
): Promise<SourceRaster> {
  const [name] = uris;
  const file = await fileOf(uriPrefix + name, context.inputs);
  const tiff = await opened(name, file, context);
  const { width = tiff.width, height = tiff.height } = dimensions ?? {};
  if (width !== tiff.width || height !== tiff.height) {
    throw invalid(
      `${name}: The file has ${tiff.width} by ${tiff.height} pixels, not ${width} by ${height} as the source's 'dimensions' say. Leave them out, or resize the file: gdal_translate -outsize ${width} ${height} in.tif out.tif.`,
    );
  }
  const transform = affineTransform ? affineOf(affineTransform) : tiff.affine;
  const crs = given === undefined ? ownCrs(tiff, name) : readCrs(given);
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
  return { name, file, tiff, crs, transform };
}

async function opened(name: string, file: RasterFile, context: FileContext): Promise<GeoTiff> {
  try {
    return (await context.pixels.rasters.open(file)).tiff;
  } catch (error) {
    if (error instanceof GeoTiffError) throw invalid(`${name}: ${error.message}`);
    throw error;
  }
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

/** The object that a gs:// URI names, in one state of it. */
async function fileOf(uri: string, inputs: FileContext['inputs']): Promise<ObjectState> {
  sourcePlace(uri);
  const object = await inputs.object(uri);
  if (!object) throw notFound(`${uri} does not exist.`);
  return object;
}
