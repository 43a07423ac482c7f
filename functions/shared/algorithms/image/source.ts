import { constantBand, constantsImage } from '../../raster/constant.ts';
import { ArrayValue } from '../array/array-value.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import { arrayEverywhere } from './arrays/everywhere.ts';
import { imageReply, SAMPLE_GRID } from './example-image.ts';
import { imageType } from './image-type.ts';

/** Images from assets and from constants. */
export const IMAGE_SOURCES = [
  algorithm({
    name: 'Image.load',
    description: 'The image of an asset.',
    source: { asset: 'id' },
    returns: imageType.name,
    parameters: { id: required(t.string), version: defaulted(t.long, -1) },
    examples: [
      {
        args: { id: 'sample' },
        result: {
          ...imageReply({ B1: ['int', [0, 255]], B2: ['int', [0, 255]] }, SAMPLE_GRID),
          id: 'sample',
          version: 1,
          properties: { a: 1 },
        },
      },
    ],
    run: ({ id, version }, context) => context.assets.image(id, version < 0 ? undefined : version),
  }),
  algorithm({
    name: 'Image.loadGeoTIFF',
    description: 'The image of a GeoTIFF in Cloud Storage, which is read where it lies.',
    source: 'changing',
    returns: imageType.name,
    parameters: { uri: required(t.string) },
    examples: [
      {
        args: { uri: 'gs://bucket/object.tif' },
        result: imageReply({ B1: ['int', [0, 255]], B2: ['int', [0, 255]] }, SAMPLE_GRID),
      },
    ],
    run: ({ uri }, context) => context.assets.geoTiff(uri),
  }),
  algorithm({
    name: 'Image.constant',
    description: 'An image of one value everywhere; of several bands for a list. Of an array everywhere for an array.',
    returns: imageType.name,
    parameters: { value: required(t.object) },
    examples: [
      {
        args: { value: 10 },
        result: imageReply({ constant: ['int', [10, 10]] }),
      },
    ],
    run: ({ value }) =>
      constantsImage(value, (id, item) =>
        item instanceof ArrayValue ? arrayEverywhere(id, item) : constantBand(id, item),
      ),
  }),
];
