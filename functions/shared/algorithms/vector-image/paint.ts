import { wrong } from '../../errors.ts';
import { keptWithin } from '../../raster/band-footprint.ts';
import type { Band } from '../../raster/image.ts';
import { constantType, type PixelType, unionType } from '../../raster/pixel-type.ts';
import { loaded } from '../../raster/pixels/node.ts';
import { isFloatType, type NumberValue, numberType, toDouble } from '../../values/number.ts';
import { andThen, type MaybePromise, type Value } from '../../values/value.ts';
import { collectionType } from '../collection/types.ts';
import { algorithm } from '../declare.ts';
import { imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { AREAS } from './example-features.ts';
import { layerOf } from './feature-layer.ts';
import type { FeatureSource, Placed } from './feature-source.ts';
import { namedLoader } from './named-loader.ts';
import { type Numbering, numbering } from './numbering.ts';
import { PaintLoader } from './paint-loader.ts';

/** The widest line in pixels: beyond it, all of a tile is line. */
const MAX_WIDTH = 10_000;

/** The type that holds all colours; undefined if there are none. The range of a property is known from the features only. */
function colorType(source: FeatureSource, colors: Numbering): MaybePromise<PixelType | undefined> {
  let type: PixelType | undefined;
  const add = (color: NumberValue | null) => {
    if (color === null) return;
    const own = constantType(toDouble(color), !isFloatType(numberType(color)));
    type = type === undefined ? own : unionType(type, own);
  };
  if (colors.same !== undefined) {
    add(colors.same);
    return type;
  }
  const visited = source.forEach((feature) => {
    add(colors.of(feature));
  });
  return andThen(visited, () => type);
}

function doubleOf(numbers: Numbering): (feature: Placed) => number | null {
  return (feature) => {
    const number = numbers.of(feature);
    return number === null ? null : toDouble(number);
  };
}

/** Widths in pixels; none is too large. */
function widthsOf(numbers: Numbering): { widthOf: (feature: Placed) => number | null; widest: number | undefined } {
  const checked = (pixels: number) => {
    if (pixels <= MAX_WIDTH) return pixels;
    throw wrong(`'width' must be at most ${MAX_WIDTH}. Got ${pixels}.`);
  };
  const width = doubleOf(numbers);
  return {
    widthOf: (feature) => checked(width(feature) ?? 0),
    widest: numbers.same === undefined ? undefined : checked(toDouble(numbers.same)),
  };
}

/** Features painted onto images. */
export const PAINT = [
  algorithm({
    name: 'Image.paint',
    description: 'The image with features painted over it: their areas, or their outlines if a width is given.',
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      featureCollection: required(collectionType),
      color: defaulted<Value>(t.object, 0),
      width: optional(t.object),
    },
    examples: [
      { args: { image: 1, featureCollection: AREAS, color: 7 }, result: imageReply({ constant: ['int', [1, 7]] }) },
      {
        args: { image: 1, featureCollection: AREAS, color: 'a', width: 2 },
        result: imageReply({ constant: ['int', [1, 6]] }),
      },
    ],
    run: ({ image, featureCollection, color, width }, context) => {
      const array = image.bands.find((band) => band.type.dimensions > 0);
      if (array) throw wrong(`Band '${array.id}' has arrays for pixels, which cannot be painted.`);
      const layer = layerOf(featureCollection, context);
      const colors = numbering('color', color);
      const widths = width === null ? { widthOf: undefined, widest: 0 } : widthsOf(numbering('width', width));
      return andThen(colorType(layer.source, colors), (type): Value => {
        const bands = image.bands.map(
          (band): Band => ({ ...band, type: type === undefined ? band.type : unionType(band.type, type) }),
        );
        const painter = new PaintLoader(bands, layer, { colorOf: doubleOf(colors), ...widths });
        const loader = namedLoader('Image.paint', painter);
        return image
          .withBands(bands.map((band, i) => keptWithin({ ...band, pixels: loaded(loader, i) })))
          .withoutIdentity();
      });
    },
  }),
];
