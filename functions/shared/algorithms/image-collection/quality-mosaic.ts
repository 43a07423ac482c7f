import { type Band, Image } from '../../raster/image.ts';
import { unionType } from '../../raster/pixel-type.ts';
import { point } from '../../raster/pixels/node.ts';
import { CHOOSE, isValid, type PointRule } from '../../raster/pixels/rules.ts';
import { WGS84 } from '../../raster/projection.ts';
import { andThen, type Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import * as t from '../language/types.ts';
import { required } from '../parameter.ts';
import { imageCollectionType } from './image-collection-type.ts';
import { imagesOf } from './images.ts';

/** 1 where the first quality is valid, and the second is not or is lower. */
const BETTER: PointRule = {
  key: 'better',
  emit: ([quality, best]) => ({
    value: `(${isValid(quality)} && (!(${isValid(best)}) || ${quality.value} > ${best.value}) ? 1 : 0)`,
    mask: undefined,
    fractional: false,
  }),
};

function better(image: Image, qualityBand: string, best: Image): Image {
  const quality = image.band(qualityBand, NAME).pixels;
  const chosen = point(BETTER, quality, best.band(qualityBand, NAME).pixels);
  return new Image(
    best.bands.map((band): Band => {
      const other = image.band(band.id, NAME);
      return {
        ...band,
        type: unionType(band.type, other.type),
        pixels: point(CHOOSE, chosen, other.pixels, band.pixels),
      };
    }),
  );
}

const NAME = 'ImageCollection.qualityMosaic';

/** The image, on no grid of its own. */
function gridless(image: Image): Image {
  return new Image(image.bands.map(({ id, type, pixels }) => ({ id, type, pixels, projection: WGS84 })));
}

/** Composites by quality. */
export const QUALITY_MOSAIC = [
  algorithm({
    name: NAME,
    description:
      'Composites the images: each pixel shows the image whose quality band is highest there, the first one of equals.',
    returns: imageType.name,
    parameters: { collection: required(imageCollectionType), qualityBand: required(t.string) },
    examples: [
      {
        args: {
          collection: $call('ImageCollection.fromImages', { images: [1, 2] }),
          qualityBand: 'constant',
        },
        result: imageReply({ constant: ['int', [1, 2]] }),
      },
    ],
    run: ({ collection, qualityBand }, context) =>
      andThen(imagesOf(collection, context), (images): Value => {
        const [first, ...others] = images;
        if (!first) return new Image([]);
        return others.reduce((best, image) => better(image, qualityBand, best), gridless(first));
      }),
  }),
];
