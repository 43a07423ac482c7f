import type { PixelType } from '../raster/pixel-type.ts';
import { pixelTypeOf } from '../raster/pixel-type.ts';
import { type PixelNode, point } from '../raster/pixels/node.ts';
import { type PointRule, scalarRule } from '../raster/pixels/rules.ts';
import type { SampleType } from '../raster/samples.ts';
import { scalar } from '../raster/scalar/table.ts';
import type { Tileset } from './tileset.ts';

/** A type of a manifest: the samples that it is, and how values are taken into it, as the cast of the language does. */
interface ManifestType {
  readonly sampleType: SampleType;
  readonly cast: PointRule;
}

const type = (sampleType: SampleType, cast: string): ManifestType => ({ sampleType, cast: scalarRule(scalar(cast)) });

const TYPES: { readonly [name in NonNullable<Tileset['dataType']>]: ManifestType } = {
  INT8: type('int8', 'toInt8'),
  UINT8: type('uint8', 'toUint8'),
  INT16: type('int16', 'toInt16'),
  UINT16: type('uint16', 'toUint16'),
  INT32: type('int32', 'toInt32'),
  UINT32: type('uint32', 'toUint32'),
  FLOAT: type('float32', 'toFloat'),
  DOUBLE: type('float64', 'toDouble'),
};

/** Whether a tileset's values are of another type than the samples of its files. */
export function isCast({ dataType, sampleType }: Tileset): boolean {
  return dataType !== undefined && TYPES[dataType].sampleType !== sampleType;
}

/** The values of a tileset's band in the type that the manifest asks for, or else in the files' own. */
export function typedBand(
  tileset: Tileset,
  pixels: PixelNode,
): { readonly type: PixelType; readonly pixels: PixelNode } {
  const { dataType, sampleType } = tileset;
  if (dataType === undefined || !isCast(tileset)) return { type: pixelTypeOf(sampleType), pixels };
  const { sampleType: wanted, cast } = TYPES[dataType];
  return { type: pixelTypeOf(wanted), pixels: point(cast, pixels) };
}
