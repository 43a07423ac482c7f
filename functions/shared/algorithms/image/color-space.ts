import { wrong } from '../../errors.ts';
import type { Band, Image } from '../../raster/image.ts';
import { PixelType } from '../../raster/pixel-type.ts';
import { point } from '../../raster/pixels/node.ts';
import { masked, type PointRule } from '../../raster/pixels/rules.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { required } from '../parameter.ts';
import { imageReply } from './example-image.ts';
import { imageType } from './image-type.ts';

const UNIT = new PixelType('float', 0, 1);

/** Computes one coordinate of a colour in another space from its three in the first; masked where one of them is. */
function coordinate(key: string, source: (a: string, b: string, c: string) => string): PointRule {
  return {
    key,
    emit: ([a, b, c]) => ({ value: source(a.value, b.value, c.value), ...masked(a, masked(b, c)) }),
  };
}

/** Hue, saturation and value (A. R. Smith, Color gamut transform pairs, 1978), all from 0 to 1. */
const TO_HSV: readonly (readonly [id: string, rule: PointRule])[] = [
  [
    'hue',
    coordinate('hue', (r, g, b) => {
      const span = `(Math.max(${r}, ${g}, ${b}) - Math.min(${r}, ${g}, ${b}))`;
      const sixths =
        `(${r} >= ${g} && ${r} >= ${b} ? (${g} - ${b}) / ${span} + (${g} < ${b} ? 6 : 0)` +
        ` : ${g} >= ${b} ? (${b} - ${r}) / ${span} + 2 : (${r} - ${g}) / ${span} + 4)`;
      return `(${span} === 0 ? 0 : ${sixths} / 6)`;
    }),
  ],
  [
    'saturation',
    coordinate('saturation', (r, g, b) => {
      const most = `Math.max(${r}, ${g}, ${b})`;
      return `(${most} === 0 ? 0 : 1 - Math.min(${r}, ${g}, ${b}) / ${most})`;
    }),
  ],
  ['value', coordinate('value', (r, g, b) => `Math.max(${r}, ${g}, ${b})`)],
];

/** A primary colour; `sixth` is where on the wheel of hues it begins to fade: red 5, green 3, blue 1. */
function primary(key: string, sixth: number): PointRule {
  return coordinate(key, (hue, saturation, value) => {
    const place = `((${sixth} + ${hue} * 6) % 6)`;
    return `(${value} - ${value} * ${saturation} * Math.max(0, Math.min(${place}, 4 - ${place}, 1)))`;
  });
}

const TO_RGB: readonly (readonly [id: string, rule: PointRule])[] = [
  ['red', primary('red', 5)],
  ['green', primary('green', 3)],
  ['blue', primary('blue', 1)],
];

function converted(image: Image, rules: typeof TO_HSV): Image {
  if (image.bands.length !== 3) throw wrong(`The image must have three bands. Got ${image.bands.length}.`);
  const [a, b, c] = image.bands;
  const bands = rules.map(
    ([id, rule]): Band => ({ ...a, id, type: UNIT, pixels: point(rule, a.pixels, b.pixels, c.pixels) }),
  );
  return image.withBands(bands).withoutIdentity();
}

const COLOR = $call('Image.constant', { value: [0, 0.5, 1] });
const range: readonly [number, number] = [0, 1];

/** Colours in other spaces. */
export const IMAGE_COLOR_SPACES = [
  algorithm({
    name: 'Image.rgbToHsv',
    description: 'Three bands of red, green and blue, from 0 to 1, as hue, saturation and value from 0 to 1.',
    returns: imageType.name,
    parameters: { image: required(imageType) },
    examples: [
      {
        args: { image: COLOR },
        result: imageReply({ hue: ['float', range], saturation: ['float', range], value: ['float', range] }),
      },
    ],
    run: ({ image }) => converted(image, TO_HSV),
  }),
  algorithm({
    name: 'Image.hsvToRgb',
    description: 'Three bands of hue, saturation and value, from 0 to 1, as red, green and blue from 0 to 1.',
    returns: imageType.name,
    parameters: { image: required(imageType) },
    examples: [
      {
        args: { image: COLOR },
        result: imageReply({ red: ['float', range], green: ['float', range], blue: ['float', range] }),
      },
    ],
    run: ({ image }) => converted(image, TO_RGB),
  }),
];
