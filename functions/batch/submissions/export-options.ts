import { invalid, unimplemented } from '../../shared/errors.ts';
import type { ExportOptions } from '../../shared/jobs/export-job.ts';
import { knownPolicy } from '../../shared/jobs/manifest.ts';
import { policyOfResampling } from '../../shared/jobs/overview-policy.ts';
import type { ExportImageRequest } from '../../shared/messages/export.ts';
import { SETTINGS } from '../../shared/settings.ts';

const DEFAULT_MAX_PIXELS = 1e8;
const DEFAULT_TILE_SIZE = 256;
const MAX_TILE_SIZE = 2048;

type FileOptions = NonNullable<ExportImageRequest['fileExportOptions']>;
type AssetOptions = NonNullable<ExportImageRequest['assetExportOptions']>;

/**
 * Reads the options of an export to a file. An option that Terrane does not support is refused, so that nobody gets a file other than the
 * one requested.
 * @throws INVALID_ARGUMENT, UNIMPLEMENTED
 */
export function fileOptions(
  { geoTiffOptions = {}, ...options }: FileOptions,
  maxPixels: number | undefined,
): ExportOptions {
  checkFormat(options);
  const { noData, tileSize, cloudOptimized } = geoTiffOptions;
  if (geoTiffOptions.metadataKeys?.length) throw unimplemented("'metadataKeys' is not supported yet.");
  const value = noData?.floatValue ?? noData?.integerValue;
  const size = checkTileSize(tileSize);
  const fileDimensions = fileDimensionsOf(geoTiffOptions.tileDimensions, size);
  return {
    target: 'file',
    maxPixels: checkMaxPixels(maxPixels),
    tileSize: size,
    cloudOptimized: cloudOptimized ?? false,
    ...overviewPolicy(geoTiffOptions.pyramidOptions?.resamplingMethod),
    ...(fileDimensions ? { fileDimensions } : {}),
    ...(geoTiffOptions.skipEmptyFiles ? { skipEmptyFiles: true } : {}),
    ...((options.stacItem ?? SETTINGS.stacItems.read() === 'on') ? { stacItem: true } : {}),
    ...(value === undefined ? {} : { noData: value }),
  };
}

/**
 * Reads the options of an export to an asset.
 * @throws INVALID_ARGUMENT
 */
export function assetOptions(options: AssetOptions, maxPixels: number | undefined): ExportOptions {
  const overrides = Object.entries(options.pyramidingPolicyOverrides ?? {}).flatMap(([band, policy]) => {
    const known = knownPolicy(policy);
    return known ? [[band, known] as const] : [];
  });
  const pyramidingPolicy = knownPolicy(options.pyramidingPolicy);
  return {
    target: 'asset',
    maxPixels: checkMaxPixels(maxPixels),
    tileSize: checkTileSize(options.tileSize),
    cloudOptimized: true,
    ...(pyramidingPolicy ? { pyramidingPolicy } : {}),
    pyramidingPolicyOverrides: Object.fromEntries(overrides),
  };
}

/** How overviews are made: of means, unless the request says something else. */
function overviewPolicy(method = 'RESAMPLING_METHOD_UNSPECIFIED'): Pick<ExportOptions, 'pyramidingPolicy'> {
  if (method === 'RESAMPLING_METHOD_UNSPECIFIED') return {};
  const pyramidingPolicy = policyOfResampling(method);
  if (pyramidingPolicy) return { pyramidingPolicy };
  throw unimplemented(
    `The resampling method ${method} of 'pyramidOptions' is not supported: use AVERAGE, NEAREST or MODE.`,
  );
}

type Dimensions = NonNullable<FileOptions['geoTiffOptions']>['tileDimensions'];

/** The most pixels across and down of a file; undefined if there is no limit. */
function fileDimensionsOf(dimensions: Dimensions, tileSize: number): [number, number] | undefined {
  const { width = 0, height = 0 } = dimensions ?? {};
  if (width === 0 && height === 0) return undefined;
  for (const [name, side] of Object.entries({ width, height })) {
    if (side > 0 && side % tileSize === 0) continue;
    throw invalid(
      `Invalid value at 'tile_dimensions.${name}': the dimensions of files must be multiples of the shard size, ${tileSize}. Got ${side}.`,
    );
  }
  return [width, height];
}

function checkFormat({ fileFormat = 'GEO_TIFF', tfRecordOptions }: FileOptions): void {
  if (fileFormat !== 'GEO_TIFF' && fileFormat !== 'IMAGE_FILE_FORMAT_UNSPECIFIED') {
    throw invalid(`Images cannot be exported as ${fileFormat}: use the file format GEO_TIFF or TF_RECORD_IMAGE.`);
  }
  if (tfRecordOptions) throw invalid("'tfRecordOptions' are for the file format TF_RECORD_IMAGE: leave them out.");
}

/** The most pixels that are exported: as many as the request allows. @throws INVALID_ARGUMENT */
export function checkMaxPixels(maxPixels = DEFAULT_MAX_PIXELS): number {
  if (maxPixels > 0) return maxPixels;
  throw invalid(`Invalid value at 'max_pixels': must be positive. Got ${maxPixels}.`);
}

function checkTileSize(tileSize = DEFAULT_TILE_SIZE): number {
  if (tileSize > 0 && tileSize <= MAX_TILE_SIZE && Number.isInteger(Math.log2(tileSize)) && tileSize % 16 === 0)
    return tileSize;
  throw invalid(`Invalid value at 'tile_size': must be a power of 2 from 16 to ${MAX_TILE_SIZE}. Got ${tileSize}.`);
}
