import { wrong } from '../../errors.ts';
import { keptWithin, spreadOver } from '../../raster/band-footprint.ts';
import { pairBands } from '../../raster/band-math.ts';
import { constantImage } from '../../raster/constant.ts';
import { jointFootprint } from '../../raster/footprint.ts';
import { type Band, Image } from '../../raster/image.ts';
import { PixelType, unionType } from '../../raster/pixel-type.ts';
import { point } from '../../raster/pixels/node.ts';
import {
  MASK_OF,
  type PointRule,
  UNMASK,
  UPDATE_MASK_FRACTION,
  UPDATE_MASK_INTEGER,
  WHERE,
} from '../../raster/pixels/rules.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { imageReply } from './example-image.ts';
import { imageType } from './image-type.ts';

const ZERO = constantImage(0);

function maskRule(mask: Band): PointRule {
  return mask.type.precision === 'int' ? UPDATE_MASK_INTEGER : UPDATE_MASK_FRACTION;
}

/** The image under another mask where it is not masked already. Keeps all that it is but its pixels. */
export function updateMask(algorithm: string, image: Image, mask: Image): Image {
  const { bands } = pairBands(algorithm, image, mask, (a, b) => ({
    type: a.type,
    pixels: point(maskRule(b), a.pixels, b.pixels),
  }));
  if (bands.length !== image.bands.length) {
    throw wrong(`The mask has ${mask.bands.length} bands for an image of ${image.bands.length}.`);
  }
  return image.withBands(image.bands.map((band, i) => ({ ...band, pixels: bands[i].pixels }))).withoutIdentity();
}

function maskOf(image: Image): Image {
  const type = new PixelType('float', 0, 1);
  const bands = image.bands.map((band) => keptWithin({ ...band, type, pixels: point(MASK_OF, band.pixels) }));
  return image.withBands(bands).withoutIdentity();
}

/** Masks: reading, narrowing and filling them. */
export const IMAGE_MASKS = [
  algorithm({
    name: 'Image.mask',
    description: "The image's mask, from 0 to 1; or the image under another mask.",
    returns: imageType.name,
    parameters: { image: required(imageType), mask: optional(imageType) },
    examples: [{ args: { image: 7 }, result: imageReply({ constant: ['float', [0, 1]] }) }],
    run: ({ image, mask }) => {
      if (mask === null) return maskOf(image);
      // A mask that replaces the old one shows what lies under it.
      const bare = image.withBands(
        image.bands.map((band) =>
          keptWithin({ ...band, pixels: point(UNMASK, band.pixels, point(BARE, band.pixels)) }),
        ),
      );
      return updateMask('Image.mask', bare, mask);
    },
  }),
  algorithm({
    name: 'Image.updateMask',
    description: 'The image masked also where another image is 0 or masked.',
    returns: imageType.name,
    parameters: { image: required(imageType), mask: required(imageType) },
    examples: [{ args: { image: 7, mask: 0 }, result: imageReply({ constant: ['int', [7, 7]] }) }],
    run: ({ image, mask }) => updateMask('Image.updateMask', image, mask),
  }),
  algorithm({
    name: 'Image.selfMask',
    description: 'The image masked where it is 0.',
    returns: imageType.name,
    parameters: { image: required(imageType) },
    examples: [{ args: { image: 7 }, result: imageReply({ constant: ['int', [7, 7]] }) }],
    run: ({ image }) => updateMask('Image.selfMask', image, image),
  }),
  algorithm({
    name: 'Image.unmask',
    description: 'Fills masked pixels with the values of another image, or with 0.',
    returns: imageType.name,
    parameters: { input: required(imageType), value: optional(imageType), sameFootprint: defaulted(t.boolean, true) },
    examples: [{ args: { input: 7, value: 0 }, result: imageReply({ constant: ['int', [0, 7]] }) }],
    run: ({ input, value, sameFootprint }) => {
      const other = value ?? ZERO;
      const filled = pairBands('Image.unmask', input, other, (a, b) => ({
        type: unionType(a.type, b.type),
        pixels: point(UNMASK, a.pixels, b.pixels),
      }));
      const bands = input.bands.map((band, i): Band => {
        const { type, pixels } = filled.bands[i];
        if (sameFootprint) return keptWithin({ ...band, type, pixels });
        return spreadOver({ ...band, type, pixels }, jointFootprint(band.footprint, pick(other, i).footprint));
      });
      const image = input.withBands(bands).withoutIdentity();
      return sameFootprint ? image : image.withoutFootprintProperty();
    },
  }),
  algorithm({
    name: 'Image.where',
    description: "Replaces the input's values by another image's where a test is not 0.",
    returns: imageType.name,
    parameters: { input: required(imageType), test: required(imageType), value: required(imageType) },
    examples: [{ args: { input: 1, test: 1, value: 2 }, result: imageReply({ constant: ['int', [1, 2]] }) }],
    run: ({ input, test, value }) => {
      const bands = input.bands.map((band, i): Band => {
        const [condition, other] = [pick(test, i), pick(value, i)];
        return {
          ...band,
          type: unionType(band.type, other.type),
          pixels: point(WHERE, band.pixels, condition.pixels, other.pixels),
        };
      });
      return new Image(bands, input.fields).withoutIdentity();
    },
  }),
];

/** The value with its mask taken away. */
const BARE: PointRule = {
  key: 'bare',
  emit: ([image]) => ({ value: image.value, mask: undefined, fractional: false }),
};

function pick(image: Image, i: number): Band {
  const band = image.bands.length === 1 ? image.bands[0] : image.bands[i];
  if (!band) throw wrong('The images must have the same number of bands, or one band.');
  return band;
}
