import type { Band, Image } from '../../raster/image.ts';
import { FLOAT } from '../../raster/pixel-type.ts';
import { constant, type PixelNode, point } from '../../raster/pixels/node.ts';
import type { PointRule } from '../../raster/pixels/rules.ts';
import { plainBand } from '../image/needed-bands.ts';
import { numberFrom, numberOf, textOf } from './sensors.ts';

/** Names of bands with counts: B1, B10, B6_VCID_1. */
const COUNTS = /^B(\d+(?:_VCID_[12])?)$/;

/**
 * Constants of thermal bands that have none among their metadata, and mean solar irradiance (watts a square metre and micrometre) of those whose
 * reflectance has none: G. Chander, B. L. Markham and D. L. Helder, Summary of current radiometric calibration coefficients for Landsat MSS, TM,
 * ETM+, and EO-1 ALI sensors, 2009, tables 2 to 4 and 7.
 */
const THERMAL: { readonly [spacecraft: string]: readonly [k1: number, k2: number] } = {
  LANDSAT_4: [671.62, 1284.3],
  LANDSAT_5: [607.76, 1260.56],
  LANDSAT_7: [666.09, 1282.71],
};
const IRRADIANCE: { readonly [sensor: string]: { readonly [band: string]: number } } = {
  'LANDSAT_1 MSS': { 4: 1823, 5: 1559, 6: 1276, 7: 880.1 },
  'LANDSAT_2 MSS': { 4: 1829, 5: 1539, 6: 1268, 7: 886.6 },
  'LANDSAT_3 MSS': { 4: 1839, 5: 1555, 6: 1291, 7: 887.9 },
  'LANDSAT_4 MSS': { 1: 1827, 2: 1569, 3: 1260, 4: 866.4 },
  'LANDSAT_5 MSS': { 1: 1824, 2: 1570, 3: 1249, 4: 853.4 },
  'LANDSAT_4 TM': { 1: 1983, 2: 1795, 3: 1539, 4: 1028, 5: 219.8, 7: 83.49 },
  'LANDSAT_5 TM': { 1: 1983, 2: 1796, 3: 1536, 4: 1031, 5: 220, 7: 83.44 },
  'LANDSAT_7 ETM': { 1: 1997, 2: 1812, 3: 1533, 4: 1039, 5: 230.8, 7: 84.9, 8: 1362 },
};
/** Bands of counts that are thermal: of TM and ETM+, and of TIRS. */
const THERMAL_BANDS: { readonly [sensor: string]: RegExp } = { TM: /^6/, ETM: /^6/, OLI: /^1[01]$/, TIRS: /^1[01]$/ };

const LINEAR: PointRule = {
  key: 'calibrated',
  emit: ([value, gain, bias]) => ({ ...value, value: `(${value.value} * ${gain.value} + ${bias.value})` }),
};

/** Brightness temperature of a radiance, in kelvins; masked where there is none. */
const TEMPERATURE: PointRule = {
  key: 'brightnessTemperature',
  emit: ([radiance, k1, k2]) => ({
    value: `(${k2.value} / Math.log(${k1.value} / ${radiance.value} + 1))`,
    mask: `(${radiance.value} > 0 ? ${radiance.mask ?? '1'} : 0)`,
    fractional: radiance.fractional,
  }),
};

function scaled(pixels: PixelNode, gain: number, bias: number): PixelNode {
  return point(LINEAR, pixels, constant(gain), constant(bias));
}

function radiance(image: Image, { pixels }: Band, number: string): PixelNode {
  const [gain, bias] = ['MULT', 'ADD'].map((part) => numberOf(image, `RADIANCE_${part}_BAND_${number}`));
  return scaled(pixels, gain, bias);
}

/** Counts as radiance at the sensor, in watts a square metre, steradian and micrometre. */
export function toRadiance(image: Image): Image {
  return calibrated(image, (band, number) => radiance(image, band, number));
}

/** Counts as reflectance at the top of the atmosphere, and as brightness temperature in kelvins. */
export function toReflectance(image: Image): Image {
  const sensor = textOf(image, 'SENSOR_ID').split(/[_+]/)[0];
  return calibrated(image, (band, number) =>
    THERMAL_BANDS[sensor]?.test(number) ? temperature(image, band, number) : reflectance(image, band, number, sensor),
  );
}

function calibrated(image: Image, calibrate: (band: Band, number: string) => PixelNode): Image {
  const bands = image.bands.map((band) => {
    const number = COUNTS.exec(band.id)?.[1];
    return number === undefined ? band : { ...band, type: FLOAT, pixels: calibrate(plainBand(band), number) };
  });
  return image.withBands(bands).withoutIdentity();
}

/** Whether a band is one that is calibrated. */
export function isCalibrated({ id }: Band): boolean {
  return COUNTS.test(id);
}

/** Whether a band of an image is a temperature once it is calibrated. */
export function isThermal(image: Image, { id }: Band): boolean {
  const number = COUNTS.exec(id)?.[1];
  const sensor = textOf(image, 'SENSOR_ID').split(/[_+]/)[0];
  return number !== undefined && (THERMAL_BANDS[sensor]?.test(number) ?? false);
}

function temperature(image: Image, band: Band, number: string): PixelNode {
  const [k1, k2] = ['K1', 'K2'].map((name, i) => {
    const known = numberFrom(image, `${name}_CONSTANT_BAND_${number}`);
    return known ?? THERMAL[textOf(image, 'SPACECRAFT_ID')]?.[i] ?? numberOf(image, `${name}_CONSTANT_BAND_${number}`);
  });
  return point(TEMPERATURE, radiance(image, band, number), constant(k1), constant(k2));
}

/** By the metadata's coefficients, else from radiance (equation 2 of Chander, Markham and Helder). */
function reflectance(image: Image, band: Band, number: string, sensor: string): PixelNode {
  const height = Math.sin((numberOf(image, 'SUN_ELEVATION') * Math.PI) / 180);
  const [gainName, biasName] = ['MULT', 'ADD'].map((part) => `REFLECTANCE_${part}_BAND_${number}`);
  const irradiance = IRRADIANCE[`${textOf(image, 'SPACECRAFT_ID')} ${sensor}`]?.[number];
  const distance = numberFrom(image, 'EARTH_SUN_DISTANCE');
  if (numberFrom(image, gainName) === undefined && irradiance !== undefined && distance !== undefined)
    return scaled(radiance(image, band, number), (Math.PI * distance ** 2) / (irradiance * height), 0);
  return scaled(band.pixels, numberOf(image, gainName) / height, numberOf(image, biasName) / height);
}
