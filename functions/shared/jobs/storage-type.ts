import { invalid } from '../errors.ts';
import type { Band } from '../raster/image.ts';
import { INTEGER_TYPES, storageTypeOf, unionType } from '../raster/pixel-type.ts';
import type { SampleType } from '../raster/samples.ts';
import type { ExportOptions } from './export-job.ts';

/** The sample type of a file, and the value that masked samples are written as. */
export interface Storage {
  readonly sampleType: SampleType;
  readonly fill: number;
  /** Whether readers are told that the fill value means "no data". */
  readonly declareFill: boolean;
}

const NAMES: { readonly [type in SampleType]: string } = {
  uint8: 'Byte',
  int8: 'Int8',
  uint16: 'UInt16',
  int16: 'Int16',
  uint32: 'UInt32',
  int32: 'Int32',
  float32: 'Float32',
  float64: 'Float64',
};

function isFloating(type: SampleType): boolean {
  return type === 'float32' || type === 'float64';
}

/**
 * The samples of a file for the user: the bands' own type, which must be the same for all. Masked pixels are the value asked
 * for, or else NaN in floating bands and 0 in integer ones.
 */
export function fileStorage(bands: readonly Band[], noData: ExportOptions['noData']): Storage {
  const types = [...new Set(bands.map((band) => storageTypeOf(band.type)))];
  if (types.length > 1) {
    const names = types.map((type) => NAMES[type]).join(' and ');
    throw invalid(`Exported bands must have compatible data types; found inconsistent types: ${names}.`);
  }
  const [sampleType] = types;
  const floating = isFloating(sampleType);
  if (noData !== undefined && !floating && !holds(sampleType, noData)) {
    throw invalid(`The noData value ${noData} does not fit the data type ${NAMES[sampleType]} of the exported bands.`);
  }
  return { sampleType, fill: noData ?? (floating ? Number.NaN : 0), declareFill: noData !== undefined || floating };
}

function holds(type: SampleType, value: number): boolean {
  if (type === 'float32' || type === 'float64') return true;
  const { min, max } = INTEGER_TYPES[type];
  return Number.isInteger(value) && value >= min && value <= max;
}

const INTEGERS = ['uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32'] as const;

/**
 * Chooses the samples of an asset. Masks must survive whatever the values are, so an integer type is chosen that has a value to spare
 * beyond the bands' range; floating bands use NaN.
 */
export function assetStorage(bands: readonly Band[]): Storage {
  const type = bands.map((band) => band.type).reduce(unionType);
  if (type.precision !== 'int') return { sampleType: storageTypeOf(type), fill: Number.NaN, declareFill: true };
  for (const sampleType of INTEGERS) {
    const { min, max } = INTEGER_TYPES[sampleType];
    if (type.min < min || type.max > max) continue;
    if (type.min > min) return { sampleType, fill: min, declareFill: true };
    if (type.max < max) return { sampleType, fill: max, declareFill: true };
  }
  return { sampleType: 'float64', fill: Number.NaN, declareFill: true };
}

/**
 * The samples of an asset that keeps a file's own sample type and no-data value. Floating samples use NaN if the file declares no finite
 * value, because they may be NaN anyway and JSON has no infinite numbers.
 */
export function keptStorage(sampleType: SampleType, missing: number | undefined): Storage {
  if (isFloating(sampleType) && !Number.isFinite(missing)) return { sampleType, fill: Number.NaN, declareFill: true };
  return { sampleType, fill: missing ?? 0, declareFill: missing !== undefined };
}
