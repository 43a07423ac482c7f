import { invalid } from '../errors.ts';
import type { Affine } from '../raster/affine.ts';
import { type Crs, CrsError, parseCrs } from '../raster/crs/crs.ts';
import { DOUBLE, FLOAT, PixelType } from '../raster/pixel-type.ts';
import { Projection } from '../raster/projection.ts';
import type { PixelDataTypeMessage, PixelGridMessage } from './asset.ts';

/** A reference system from a request; INVALID_ARGUMENT if it cannot be read. */
export function readCrs(text: string): Crs {
  try {
    return parseCrs(text);
  } catch (error) {
    if (error instanceof CrsError) throw invalid(error.message);
    throw error;
  }
}

/** The transform of a PixelGrid; missing scales are 1, all else 0. */
export function affineOf(transform: PixelGridMessage['affineTransform']): Affine {
  const {
    scaleX = 0,
    shearX = 0,
    translateX = 0,
    shearY = 0,
    scaleY = 0,
    translateY = 0,
  } = transform ?? { scaleX: 1, scaleY: 1 };
  return [scaleX, shearX, translateX, shearY, scaleY, translateY];
}

/** AffineTransform of the REST API. */
export function affineMessage([scaleX, shearX, translateX, shearY, scaleY, translateY]: Affine): NonNullable<
  PixelGridMessage['affineTransform']
> {
  return { scaleX, shearX, translateX, shearY, scaleY, translateY };
}

/** The projection that a PixelGrid names. */
export function projectionOfGrid(grid: PixelGridMessage): Projection {
  return new Projection(readCrs(grid.crsCode ?? grid.crsWkt ?? 'EPSG:4326'), affineOf(grid.affineTransform));
}

/** PixelGrid of a projection with a size. */
export function gridMessage(projection: Projection, dimensions?: readonly [number, number]): PixelGridMessage {
  const { code, wkt, definition } = projection.crs;
  return {
    ...(code === undefined ? { crsWkt: wkt ?? definition } : { crsCode: code }),
    affineTransform: affineMessage(projection.transform),
    ...(dimensions ? { dimensions: { width: dimensions[0], height: dimensions[1] } } : {}),
  };
}

/** The pixel type of a PixelDataType. */
export function pixelTypeOfMessage({ precision, range, dimensionsCount }: PixelDataTypeMessage): PixelType {
  const whole = precision === 'DOUBLE' ? DOUBLE : FLOAT;
  if (precision !== 'INT' && range === undefined) return whole;
  return new PixelType(
    precision === 'INT' ? 'int' : precision === 'FLOAT' ? 'float' : 'double',
    range?.min ?? (precision === 'INT' ? 0 : -Infinity),
    range?.max ?? (precision === 'INT' ? 0 : Infinity),
    dimensionsCount ?? 0,
  );
}

/** PixelDataType of a pixel type. */
export function pixelTypeMessage(type: PixelType): PixelDataTypeMessage {
  const precision = type.precision === 'int' ? 'INT' : type.precision === 'float' ? 'FLOAT' : 'DOUBLE';
  if (!Number.isFinite(type.min) || !Number.isFinite(type.max)) return { precision };
  return { precision, range: { min: type.min, max: type.max } };
}
