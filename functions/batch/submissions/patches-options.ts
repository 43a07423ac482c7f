import { invalid } from '../../shared/errors.ts';
import type { PatchesOptions } from '../../shared/jobs/patches-job.ts';
import type { ExportImageRequest } from '../../shared/messages/export.ts';
import { checkMaxPixels } from './export-options.ts';

/** Defaults as documented: patches of 256 pixels a side, files of a gibibyte. */
const PATCH = 256;
const FILE_BYTES = 2 ** 30;

/** The most pixels a side of a patch and of what is added to it, and the most layers of an array band. */
const MAX_SIDE = 4096;
const MAX_DEPTH = 65_536;

type FileOptions = NonNullable<ExportImageRequest['fileExportOptions']>;
type Dimensions = NonNullable<FileOptions['tfRecordOptions']>['tileDimensions'];

/**
 * Reads the options of an export as TFRecords.
 * @throws INVALID_ARGUMENT
 */
export function patchesOptionsOf({ tfRecordOptions = {} }: FileOptions, maxPixels: number | undefined): PatchesOptions {
  const {
    tileDimensions,
    marginDimensions,
    compress,
    maxSizeBytes,
    defaultValue = 0,
    maxMaskedRatio,
  } = tfRecordOptions;
  const { tensorDepths = {}, sequenceData = false, collapseBands = false } = tfRecordOptions;
  const kernel = dimensionsOf('margin_dimensions', marginDimensions, 1);
  if (maxSizeBytes !== undefined && maxSizeBytes < 0) {
    throw invalid(`Invalid value at 'max_size_bytes': must not be negative. Got ${maxSizeBytes}.`);
  }
  if (!Number.isFinite(defaultValue)) {
    throw invalid(`Invalid value at 'default_value': must be finite. Got ${defaultValue}.`);
  }
  // What is 0 is as if it was not given.
  const ratio = maxMaskedRatio === undefined || maxMaskedRatio === 0 ? 1 : maxMaskedRatio;
  if (!(ratio > 0 && ratio <= 1)) {
    throw invalid(`Invalid value at 'max_masked_ratio': must be above 0 and at most 1. Got ${maxMaskedRatio}.`);
  }
  for (const [band, depth] of Object.entries(tensorDepths)) {
    if (depth > 0 && depth <= MAX_DEPTH) continue;
    throw invalid(
      `Invalid value at 'tensor_depths' for '${band.slice(0, 100)}': must be 1 to ${MAX_DEPTH}. Got ${depth}.`,
    );
  }
  if (sequenceData && collapseBands) {
    throw invalid("'collapseBands' makes one tensor of a patch, 'sequenceData' a record of each pixel: leave one out.");
  }
  return {
    maxPixels: checkMaxPixels(maxPixels),
    patch: dimensionsOf('tile_dimensions', tileDimensions, PATCH),
    margin: kernel.map((side) => Math.floor(side / 2)),
    compress: compress ?? false,
    maxSizeBytes: maxSizeBytes || FILE_BYTES,
    defaultValue,
    tensorDepths: { ...tensorDepths },
    sequenceData,
    collapseBands,
    maxMaskedRatio: ratio,
  };
}

function dimensionsOf(field: string, dimensions: Dimensions, byDefault: number): [number, number] {
  const { width = 0, height = 0 } = dimensions ?? {};
  if (width === 0 && height === 0) return [byDefault, byDefault];
  for (const [name, side] of Object.entries({ width, height })) {
    if (side >= 1 && side <= MAX_SIDE) continue;
    throw invalid(`Invalid value at '${field}.${name}': must be 1 to ${MAX_SIDE}. Got ${side}.`);
  }
  return [width, height];
}
