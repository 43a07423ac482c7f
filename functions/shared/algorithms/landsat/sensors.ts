import { wrong } from '../../errors.ts';
import type { Image } from '../../raster/image.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';

/** Bands by what they see, for scores across sensors. */
export interface SensorBands {
  readonly blue: string;
  readonly green: string;
  readonly red: string;
  readonly nir: string;
  readonly swir1: string;
  readonly swir2: string;
  /** Brightness temperature; the first that an image has. */
  readonly temperature: readonly string[];
}

const THEMATIC_MAPPER: SensorBands = {
  blue: 'B1',
  green: 'B2',
  red: 'B3',
  nir: 'B4',
  swir1: 'B5',
  swir2: 'B7',
  temperature: ['B6', 'B6_VCID_1', 'B6_VCID_2'],
};

/** The bands of Landsat's sensors, by what their names begin with: TM, ETM+, OLI with or without TIRS. */
const SENSORS: { readonly [name: string]: SensorBands } = {
  TM: THEMATIC_MAPPER,
  ETM: THEMATIC_MAPPER,
  OLI: { blue: 'B2', green: 'B3', red: 'B4', nir: 'B5', swir1: 'B6', swir2: 'B7', temperature: ['B10', 'B11'] },
};

/** The bands of the sensor that an image's SENSOR_ID names. */
export function sensorBands(image: Image): SensorBands {
  const id = textOf(image, 'SENSOR_ID');
  const bands = SENSORS[id.split(/[_+]/)[0]];
  if (bands === undefined) throw wrong(`Scenes of the sensor '${id.slice(0, 100)}' are not known.`);
  return bands;
}

/** A property that is a text. */
export function textOf(image: Image, name: string): string {
  const value = image.property(name);
  if (typeof value !== 'string') throw wrong(`The image has no property '${name}', or it is no text.`);
  return value;
}

/** A property that is a number; undefined if there is none. */
export function numberFrom(image: Image, name: string): number | undefined {
  const value = image.property(name);
  return isNumberValue(value) && Number.isFinite(toDouble(value)) ? toDouble(value) : undefined;
}

/** A property that must be a number. */
export function numberOf(image: Image, name: string): number {
  const value = numberFrom(image, name);
  if (value === undefined) throw wrong(`The image has no property '${name}', or it is no number.`);
  return value;
}
