/** An invented landscape: what synthetic bands are made of. It looks like the east shore of a bay, at the place that samples of documentation like best. */

/** A place of the landscape at a time. */
export interface Place {
  readonly longitude: number;
  readonly latitude: number;
  /** In metres; 0 on water. */
  readonly elevation: number;
  readonly isWater: boolean;
  /** How much of the ground is green, 0 to 1. */
  readonly green: number;
  /** Whether a tree stands there. */
  readonly isForest: boolean;
  /** Whether it is built up. */
  readonly isTown: boolean;
  /** A number of its own from -1 to 1: the same each time. */
  readonly noise: number;
  /** Of the year, from 1. */
  readonly day: number;
}

/** West, south, east, north, in degrees. */
export type Box = readonly [number, number, number, number];

/** The extent of the finest stand-ins. */
export const BAY: Box = [-122.31, 37.85, -122.255, 37.895];

/** The extent of coarse ones. */
export const REGION: Box = [-122.6, 37.55, -122, 38.15];

const COAST = -122.305;

/** What is at a place, on a day of the year. The wave of the coast is some hundred metres, the ridge five kilometres inland. */
export function placeAt(longitude: number, latitude: number, day: number): Place {
  const wave = Math.sin(latitude * 210) * 0.004 + Math.sin(latitude * 577) * 0.0015;
  const inland = longitude - COAST - wave;
  const isWater = inland < 0;
  const ridge = Math.exp(-(((inland - 0.045) / 0.018) ** 2));
  const hills = 0.5 + 0.5 * Math.sin(longitude * 900) * Math.cos(latitude * 760);
  const elevation = isWater ? 0 : Math.round(3 + 900 * inland + ridge * (320 + 140 * hills));
  const noise = noiseAt(longitude, latitude);
  const isTown = !isWater && ridge < 0.35 && Math.sin(longitude * 3_000) + Math.sin(latitude * 2_700) > 0.4;
  const isForest = !isWater && !isTown && ridge > 0.4 && hills > 0.35;
  // Grass is green in the wet months, February to May; woods always.
  const season = 0.5 + 0.5 * Math.cos(((day - 95) / 365) * 2 * Math.PI);
  const cover = isWater ? 0 : isTown ? 0.18 : isForest ? 0.8 : 0.25 + 0.45 * season;
  const green = Math.min(1, Math.max(0, cover + noise * 0.06));
  return { longitude, latitude, elevation, isWater, green, isForest, isTown, noise, day };
}

/** A number from -1 to 1 that depends on the place alone (a hash of its coordinates, of about a metre). */
function noiseAt(longitude: number, latitude: number): number {
  let hash = Math.imul(Math.round(longitude * 1e5), 0x9e3779b1) ^ Math.imul(Math.round(latitude * 1e5), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash ^= hash >>> 12;
  return ((hash >>> 0) / 0xffffffff) * 2 - 1;
}

/** Parts of the spectrum. */
export type Colour = 'coastal' | 'blue' | 'green' | 'red' | 'edge' | 'nir' | 'swir1' | 'swir2' | 'cirrus';

/** Reflectances of bare ground, leaves and water. */
const SPECTRA: { readonly [colour in Colour]: readonly [number, number, number] } = {
  coastal: [0.1, 0.03, 0.06],
  blue: [0.11, 0.03, 0.055],
  green: [0.14, 0.06, 0.05],
  red: [0.18, 0.035, 0.03],
  edge: [0.21, 0.16, 0.02],
  nir: [0.25, 0.42, 0.012],
  swir1: [0.31, 0.2, 0.006],
  swir2: [0.25, 0.09, 0.004],
  cirrus: [0.002, 0.002, 0.001],
};

/** The reflectance of a place in a part of the spectrum, 0 to 1. */
export function reflectance({ green, isWater, noise }: Place, colour: Colour): number {
  const [ground, leaves, water] = SPECTRA[colour];
  const mean = isWater ? water : ground + (leaves - ground) * green;
  return Math.max(0, mean * (1 + 0.08 * noise));
}

/** The normalized difference of near infrared and red. */
export function ndvi(place: Place): number {
  const [nir, red] = [reflectance(place, 'nir'), reflectance(place, 'red')];
  return (nir - red) / (nir + red);
}

/** The temperature of the ground by day, in kelvins. */
export function temperature({ isWater, green, day, elevation, noise }: Place): number {
  const season = Math.cos(((day - 200) / 365) * 2 * Math.PI);
  return isWater ? 286 + 3 * season : 299 + 9 * season - 8 * green - elevation * 0.006 + noise;
}
