import { wrong } from '../../errors.ts';
import { spreadOver } from '../../raster/band-footprint.ts';
import { pairBands } from '../../raster/band-math.ts';
import { constantImage } from '../../raster/constant.ts';
import { jointFootprint } from '../../raster/footprint.ts';
import { Image } from '../../raster/image.ts';
import { unionType } from '../../raster/pixel-type.ts';
import { point } from '../../raster/pixels/node.ts';
import { BLEND } from '../../raster/pixels/rules.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { DateValue } from '../language/date-value.ts';
import * as t from '../language/types.ts';
import { optional, required } from '../parameter.ts';
import { imageReply, PAIR, SAMPLE_GRID } from './example-image.ts';
import { imageType } from './image-type.ts';

/** Images over images, and from properties. */
export const IMAGE_COMBINE = [
  algorithm({
    name: 'Image.blend',
    description: 'One image laid over another, with its mask as opacity: the lower one shows through.',
    returns: imageType.name,
    parameters: { bottom: required(imageType), top: required(imageType) },
    examples: [{ args: { bottom: 1, top: 2 }, result: imageReply({ constant: ['int', [1, 2]] }) }],
    run: ({ bottom, top }) =>
      pairBands(
        'Image.blend',
        bottom,
        top,
        (under, over) => ({
          type: unionType(under.type, over.type),
          pixels: point(BLEND, over.pixels, under.pixels),
        }),
        jointFootprint,
      ),
  }),
  algorithm({
    name: 'Image.slice',
    description: 'The bands from a position to (not with) another; negative ones count from the end.',
    returns: imageType.name,
    parameters: { image: required(imageType), start: required(t.integer), end: optional(t.integer) },
    examples: [{ args: { image: PAIR, start: 0, end: 1 }, result: imageReply({ constant_0: ['int', [1, 1]] }) }],
    run: ({ image, start, end }) => image.withBands(image.bands.slice(start, end ?? undefined)),
  }),
  algorithm({
    name: 'Image.date',
    description: "The image's start time.",
    returns: 'Date',
    parameters: { image: required(imageType) },
    examples: [
      {
        args: { image: $call('Element.set', { object: PAIR, key: 'system:time_start', value: 0 }) },
        result: { type: 'Date', value: 0 },
      },
    ],
    run: ({ image }) => {
      const start = image.property('system:time_start');
      if (start instanceof DateValue) return start;
      if (!isNumberValue(start)) throw wrong("The image has no property 'system:time_start'.");
      return new DateValue(toDouble(start));
    },
  }),
  algorithm({
    name: 'Image.metadata',
    description: 'An image of the value of a property everywhere.',
    returns: imageType.name,
    parameters: { image: required(imageType), property: required(t.string), name: optional(t.string) },
    examples: [
      {
        args: { image: $call('Image.load', { id: 'sample' }), property: 'a' },
        result: imageReply({ a: ['int', [1, 1]] }, { ...SAMPLE_GRID, dimensions: undefined }),
      },
    ],
    run: ({ image, property, name }) => {
      const value = image.property(property);
      if (!isNumberValue(value)) throw wrong(`The property '${property}' is not a number.`);
      const [band] = constantImage(value).bands;
      const grid = image.bands[0] ?? band;
      const everywhere = { ...grid, id: name ?? property, type: band.type, pixels: band.pixels };
      return new Image([spreadOver(everywhere, undefined)]);
    },
  }),
];
