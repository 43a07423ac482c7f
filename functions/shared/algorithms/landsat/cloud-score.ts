import { wrong } from '../../errors.ts';
import { type Band, Image } from '../../raster/image.ts';
import { PixelType } from '../../raster/pixel-type.ts';
import { type PixelNode, point } from '../../raster/pixels/node.ts';
import { type Masked, masked, type PointRule } from '../../raster/pixels/rules.ts';
import { plainBand } from '../image/needed-bands.ts';
import { sensorBands } from './sensors.ts';

/** Where a value lies between two others, as JavaScript: 0 at the first, 1 at the second. */
function rescaled(value: string, from: number, to: number): string {
  return `(${value} - ${from}) / ${to - from}`;
}

/**
 * The least of some signs of clouds, from 0 to 100: they are bright in blue, in all visible and in all infrared bands, they are cool, and they are not
 * snow. Of blue, green, red, near and both short-wave infrared reflectances, and temperature (M. Hancher's SimpleCloudScore, in Earth Engine's
 * public examples).
 */
const SCORE: PointRule = {
  key: 'simpleCloudScore',
  emit: (inputs) => {
    const [blue, green, red, nir, swir1, swir2, temperature] = inputs.map(({ value }) => value);
    const signs = [
      rescaled(blue, 0.1, 0.3),
      rescaled(`(${red} + ${green} + ${blue})`, 0.2, 0.8),
      rescaled(`(${nir} + ${swir1} + ${swir2})`, 0.3, 0.8),
      rescaled(temperature, 300, 290),
      rescaled(`(${green} + ${swir1} === 0 ? 0 : (${green} - ${swir1}) / (${green} + ${swir1}))`, 0.8, 0.6),
    ];
    return {
      value: `Math.round(100 * Math.max(0, Math.min(1, ${signs.join(', ')})))`,
      ...inputs.reduce<Masked>((all, each) => masked(all, each), { mask: undefined, fractional: false }),
    };
  },
};

/** How likely there is a cloud, of a scene in reflectance. */
export function cloudScore(image: Image): PixelNode {
  const { blue, green, red, nir, swir1, swir2, temperature } = sensorBands(image);
  const bandOf = (...names: readonly string[]): Band => {
    const band = image.bands.find(({ id }) => names.includes(id));
    if (!band) throw wrong(`The image has no band '${names[0]}'.`);
    return plainBand(band);
  };
  const bands = [...[blue, green, red, nir, swir1, swir2].map((name) => bandOf(name)), bandOf(...temperature)];
  return point(SCORE, ...bands.map(({ pixels }) => pixels));
}

/** The image with a band of scores. */
export function withCloudScore(image: Image): Image {
  const pixels = cloudScore(image);
  const cloud: Band = { ...image.bands[0], id: 'cloud', type: new PixelType('int', 0, 100), pixels };
  return new Image([...image.bands.filter(({ id }) => id !== 'cloud'), cloud], image.fields).withoutIdentity();
}
