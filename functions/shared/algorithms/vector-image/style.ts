import { Image } from '../../raster/image.ts';
import { INTEGER_TYPES } from '../../raster/pixel-type.ts';
import { loaded } from '../../raster/pixels/node.ts';
import { WGS84 } from '../../raster/projection.ts';
import type { Collection } from '../collection/collection.ts';
import { collectionType } from '../collection/types.ts';
import type { Context } from '../context.ts';
import { algorithm } from '../declare.ts';
import { type BandType, imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { AREAS } from './example-features.ts';
import { layerOf } from './feature-layer.ts';
import { namedLoader } from './named-loader.ts';
import { StyleLoader, type Styling } from './style-loader.ts';
import { sizeOf, styling } from './style-options.ts';

const CHANNELS = ['vis-red', 'vis-green', 'vis-blue'];
const BYTE: BandType = ['int', [0, 255]];
const PICTURE = imageReply(Object.fromEntries(CHANNELS.map((id) => [id, BYTE])));

/** A picture of a collection, to be looked at; it has no grid of its own. */
function picture(name: string, collection: Collection, context: Context, styling: Styling): Image {
  const loader = namedLoader(name, new StyleLoader(layerOf(collection, context), styling));
  return new Image(
    CHANNELS.map((id, i) => ({ id, type: INTEGER_TYPES.uint8, projection: WGS84, pixels: loaded(loader, i) })),
  );
}

/** Pictures of features. */
export const STYLE = [
  algorithm({
    name: 'Collection.draw',
    description: 'A picture of the features in one colour: areas with their outlines, lines, and discs for points.',
    returns: imageType.name,
    parameters: {
      collection: required(collectionType),
      color: required(t.string, 'A colour of CSS by its name, or RRGGBB.'),
      pointRadius: defaulted(t.integer, 3),
      strokeWidth: defaulted(t.integer, 2),
    },
    examples: [{ args: { collection: AREAS, color: 'ff0000' }, result: PICTURE }],
    run: ({ collection, color, pointRadius, strokeWidth }, context) => {
      const pointSize = sizeOf('pointRadius', pointRadius);
      const width = sizeOf('strokeWidth', strokeWidth);
      const look = { color, pointSize, pointShape: 'circle', width, fillColor: null, lineType: 'solid' };
      return picture('Collection.draw', collection, context, styling(look, null, 0));
    },
  }),
  algorithm({
    name: 'Collection.style',
    description: 'A picture of the features in colours, widths and shapes that may differ from one to the other.',
    returns: imageType.name,
    parameters: {
      collection: required(collectionType),
      color: defaulted(t.string, 'black', 'black'),
      pointSize: defaulted(t.integer, 3),
      pointShape: defaulted(t.string, 'circle'),
      width: defaulted(t.float, 2),
      fillColor: optional(t.string),
      styleProperty: optional(t.string, 'The name of a property with a dictionary of a feature’s own style.'),
      neighborhood: defaulted(t.integer, 5, 5),
      lineType: defaulted(t.string, 'solid'),
    },
    examples: [{ args: { collection: AREAS, color: 'red', fillColor: '00ff0080' }, result: PICTURE }],
    run: ({ collection, styleProperty, neighborhood, ...defaults }, context) =>
      picture('Collection.style', collection, context, styling(defaults, styleProperty, neighborhood)),
  }),
];
