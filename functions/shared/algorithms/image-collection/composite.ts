import { wrong } from '../../errors.ts';
import { type Band, Image } from '../../raster/image.ts';
import { unionType } from '../../raster/pixel-type.ts';
import { point } from '../../raster/pixels/node.ts';
import { UNMASK } from '../../raster/pixels/rules.ts';
import { WGS84 } from '../../raster/projection.ts';
import { andThen, type Value } from '../../values/value.ts';
import { indexOf } from '../collection/indexed.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { imageType } from '../image/image-type.ts';
import { required } from '../parameter.ts';
import { imageCollectionType } from './image-collection-type.ts';
import { imagesOf } from './images.ts';

/** Most bands of an image that a collection is put into, as the service has it. */
const MAX_BANDS = 5000;

/** One band over another: the lower one shows where the upper one is masked. */
function over(upper: Band, lower: Band): Band {
  return {
    id: upper.id,
    type: unionType(upper.type, lower.type),
    projection: WGS84,
    pixels: point(UNMASK, upper.pixels, lower.pixels),
  };
}

/** The images one over the other, the last one on top, band by band. Has no grid of its own. */
function mosaic(images: readonly Image[]): Image {
  const bands = new Map<string, Band>();
  for (const image of images) {
    for (const band of image.bands) {
      const lower = bands.get(band.id);
      const { id, type, pixels } = band;
      bands.set(id, lower === undefined ? { id, type, pixels, projection: WGS84 } : over(band, lower));
    }
  }
  return new Image([...bands.values()]);
}

const TWO = $call('ImageCollection.fromImages', { images: [1, 2] });

function encodedBand(id: string, min: number, max: number) {
  return {
    id,
    data_type: { type: 'PixelType', precision: 'int', min, max },
    crs: 'EPSG:4326',
    crs_transform: [1, 0, 0, 0, 1, 0],
  };
}

/** Collections of images as one image. */
export const IMAGE_COLLECTION_COMPOSITES = [
  algorithm({
    name: 'ImageCollection.mosaic',
    description: 'Composites the images: each pixel shows the last image that is not masked there.',
    returns: imageType.name,
    parameters: { collection: required(imageCollectionType) },
    examples: [{ args: { collection: TWO }, result: { type: 'Image', bands: [encodedBand('constant', 1, 2)] } }],
    run: ({ collection }, context) => andThen(imagesOf(collection, context), (images): Value => mosaic(images)),
  }),
  algorithm({
    name: 'ImageCollection.toBands',
    description: "All bands of all images in one image, with the images' indexes before their names.",
    returns: imageType.name,
    parameters: { collection: required(imageCollectionType) },
    examples: [
      {
        args: { collection: TWO },
        result: { type: 'Image', bands: [encodedBand('0_constant', 1, 1), encodedBand('1_constant', 2, 2)] },
      },
    ],
    run: ({ collection }, context) =>
      andThen(imagesOf(collection, context), (images): Value => {
        const bands = images.flatMap((image, place) =>
          image.bands.map((band) => ({ ...band, id: `${indexOf(image) ?? place}_${band.id}` })),
        );
        if (bands.length > MAX_BANDS)
          throw wrong(`The image would have ${bands.length} bands; at most ${MAX_BANDS} are allowed.`);
        return new Image(bands);
      }),
  }),
];
