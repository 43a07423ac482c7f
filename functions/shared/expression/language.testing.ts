import { EXAMPLE_TEXT } from '../algorithms/classifier/examples.ts';
import { givenClassifier } from '../algorithms/classifier/given-trees.ts';
import { Collection } from '../algorithms/collection/collection.ts';
import { cursorOf } from '../algorithms/collection/cursor.ts';
import { Feature } from '../algorithms/collection/feature.ts';
import type { Context } from '../algorithms/context.ts';
import { REGISTRY } from '../algorithms/registry.ts';
import { notFound } from '../errors.ts';
import { footprintOf } from '../geometry/footprint.ts';
import { Geometry } from '../geometry/geometry.ts';
import { rectangleOf } from '../geometry/shapes/bounds.ts';
import { keptWithin } from '../raster/band-footprint.ts';
import { constantImage } from '../raster/constant.ts';
import { parseCrs } from '../raster/crs/crs.ts';
import { Image } from '../raster/image.ts';
import { INTEGER_TYPES } from '../raster/pixel-type.ts';
import { constant as constantPixels } from '../raster/pixels/node.ts';
import { Projection } from '../raster/projection.ts';
import { encodeValue } from '../values/encode.ts';
import type { Json } from '../values/value.ts';
import { decodeExpression } from './decode.ts';
import { Evaluator } from './evaluate.ts';

const projection = new Projection(parseCrs('EPSG:32633'), [30, 0, 500_000, 0, -30, 5_500_000]);

/** The one asset of the tests, 'sample': two bands of 16 by 16 pixels, without a file. */
export const SAMPLE_IMAGE = new Image(
  ['B1', 'B2'].map((id, i) =>
    keptWithin({
      id,
      type: INTEGER_TYPES.uint8,
      projection,
      dimensions: [16, 16],
      footprint: footprintOf(rectangleOf(15, 49.64, 15.01, 49.66, parseCrs('EPSG:4326'))),
      pixels: constantPixels(i + 5),
    }),
  ),
  { id: 'sample', version: 1, properties: new Map([['a', 1]]) },
);

/** The one table of the tests, 'places', without a file. */
const SAMPLE_TABLE = new Collection(
  'FeatureCollection',
  () =>
    cursorOf([
      new Feature(
        new Geometry({ type: 'Point', coordinates: [-34.9, -8] }),
        new Map([['name', 'Olinda']]),
        '00000000000000000000',
      ),
    ]),
  {
    id: 'places',
    version: 1,
    columns: new Map([
      ['name', 'String'],
      ['system:index', 'String'],
    ]),
  },
);

/** The one collection of images of the tests, 'series'. */
const SAMPLE_SERIES = new Collection(
  'ImageCollection',
  () =>
    cursorOf([
      new Image(constantImage(1).bands, { id: 'series/first', properties: new Map([['system:index', 'first']]) }),
    ]),
  { id: 'series', version: 1 },
);

/** The one classifier of the tests, 'landcover'. */
const SAMPLE_CLASSIFIER = givenClassifier('decisionTree', [EXAMPLE_TEXT]);

/** A context for tests that need no files. */
export const languageContext: Context = {
  assets: {
    image(id) {
      if (id === SAMPLE_IMAGE.fields.id) return SAMPLE_IMAGE;
      throw notFound(`Image.load: Image asset '${id}' not found (does not exist or caller does not have access).`);
    },
    imageCollection(id) {
      if (id === SAMPLE_SERIES.fields.id) return SAMPLE_SERIES;
      throw notFound(
        `ImageCollection.load: ImageCollection asset '${id}' not found (does not exist or caller does not have access).`,
      );
    },
    table(id) {
      if (id === SAMPLE_TABLE.fields.id) return SAMPLE_TABLE;
      throw notFound(
        `Collection.loadTable: Collection asset '${id}' not found (does not exist or caller does not have access).`,
      );
    },
    classifier(id) {
      if (id === 'landcover') return SAMPLE_CLASSIFIER;
      throw notFound(
        `Classifier.load: Classifier asset '${id}' not found (does not exist or caller does not have access).`,
      );
    },
    geoTiff: (uri) =>
      uri === 'gs://bucket/object.tif'
        ? new Image(SAMPLE_IMAGE.bands)
        : Promise.reject(notFound(`There is no object ${uri}.`)),
    blob: (url) =>
      url === 'gs://bucket/object.txt'
        ? new TextEncoder().encode('text')
        : Promise.reject(notFound(`There is no object ${url}.`)),
  },
  pixels: {
    signal: new AbortController().signal,
    rasters: {
      open: () => Promise.reject(new Error('this test opens no raster')),
    },
    claim: () => () => undefined,
  },
  spend: () => undefined,
};

/** The reply to the expression whose result is one node; other nodes by key may be given beside it. */
export async function evaluateLanguage(
  node: Json,
  values: { [key: string]: Json } = {},
  context: Context = languageContext,
): Promise<Json> {
  const root = decodeExpression({ result: 'result', values: { ...values, result: node } });
  return encodeValue(await new Evaluator(REGISTRY, context).evaluate(root));
}

/** A call node. */
export function call(functionName: string, args: { [name: string]: Json }): Json {
  return { functionInvocationValue: { functionName, arguments: args } };
}

/** A constant node. */
export function constant(value: Json): Json {
  return { constantValue: value };
}
