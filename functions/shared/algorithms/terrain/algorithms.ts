import { wrong } from '../../errors.ts';
import type { Band, Image } from '../../raster/image.ts';
import { INTEGER_TYPES, PixelType } from '../../raster/pixel-type.ts';
import { loaded } from '../../raster/pixels/node.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { type BandType, imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import { elevationOf } from './elevation.ts';
import { type Descriptor, GradientLoader } from './gradient-loader.ts';

const DEGREES = Math.PI / 180;

/** The slope in degrees. */
const slope: Descriptor = (x, y) => Math.atan(Math.hypot(x, y)) / DEGREES;

/** The aspect: the azimuth of the steepest descent, in degrees from north over east; 0 where the ground is flat. */
const aspect: Descriptor = (x, y) => (x === 0 && y === 0 ? 0 : (Math.atan2(-x, -y) / DEGREES + 360) % 360);

/** The hillshade, from 0 to 255, for a sun at an azimuth (from north over east) and an elevation in degrees. */
function hillshade(azimuth: number, elevation: number): Descriptor {
  const zenith = (90 - elevation) * DEGREES;
  const [up, level] = [Math.cos(zenith), Math.sin(zenith)];
  return (x, y) => {
    const steepness = Math.atan(Math.hypot(x, y));
    const facing = Math.cos((azimuth - aspect(x, y)) * DEGREES);
    return Math.trunc(255 * Math.max(0, up * Math.cos(steepness) + level * Math.sin(steepness) * facing));
  };
}

const TYPES: { readonly [id: string]: PixelType } = {
  slope: new PixelType('float', 0, 90),
  aspect: new PixelType('float', 0, 360),
  hillshade: INTEGER_TYPES.uint8,
};

function described(image: Image, descriptors: { readonly [id: string]: Descriptor }): Band[] {
  const elevation = elevationOf(image);
  const loader = new GradientLoader(elevation, Object.values(descriptors));
  return Object.keys(descriptors).map((id, i) => ({ ...elevation, id, type: TYPES[id], pixels: loaded(loader, i) }));
}

const SHOWN: { readonly [id: string]: BandType } = {
  slope: ['float', [0, 90]],
  aspect: ['float', [0, 360]],
  hillshade: ['int', [0, 255]],
};

function single(id: 'slope' | 'aspect', description: string, descriptor: Descriptor) {
  return algorithm({
    name: `Terrain.${id}`,
    description,
    returns: imageType.name,
    parameters: { input: required(imageType) },
    examples: [{ args: { input: 7 }, result: imageReply({ [id]: SHOWN[id] }) }],
    run: ({ input }) => input.withBands(described(input, { [id]: descriptor })).withoutIdentity(),
  });
}

const STANDARD = { slope, aspect, hillshade: hillshade(270, 45) };

/** The shape of the ground. */
export const TERRAIN = [
  single('slope', 'The slope of the terrain, in degrees.', slope),
  single(
    'aspect',
    'The aspect of the terrain: the direction in which it slopes down, in degrees clockwise from north.',
    aspect,
  ),
  algorithm({
    name: 'Terrain.hillshade',
    description: 'A hillshade of the terrain, from 0 to 255.',
    returns: imageType.name,
    parameters: {
      input: required(imageType),
      azimuth: defaulted(t.float, 270),
      elevation: defaulted(t.float, 45),
    },
    examples: [{ args: { input: 7 }, result: imageReply({ hillshade: SHOWN['hillshade'] }) }],
    run: ({ input, azimuth, elevation }) => {
      if (!Number.isFinite(azimuth)) throw wrong(`'azimuth' must be finite. Got ${azimuth}.`);
      if (!(elevation >= 0 && elevation <= 90)) throw wrong(`'elevation' must be from 0 to 90. Got ${elevation}.`);
      return input.withBands(described(input, { hillshade: hillshade(azimuth, elevation) })).withoutIdentity();
    },
  }),
  ...['Terrain', 'Terrain.products'].map((name) =>
    algorithm({
      name,
      description: 'The image with bands for the slope, the aspect and the hillshade of its elevation.',
      returns: imageType.name,
      parameters: { input: required(imageType) },
      examples: [
        {
          args: { input: $call('Image.constant', { value: 7 }) },
          result: imageReply({ constant: ['int', [7, 7]], ...SHOWN }),
        },
      ],
      run: ({ input }) => input.withBands([...input.bands, ...described(input, STANDARD)]).withoutIdentity(),
    }),
  ),
];
