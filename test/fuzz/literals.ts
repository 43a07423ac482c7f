import { call, constant } from '../../functions/shared/expression/language.testing.ts';
import type { Json } from '../../functions/shared/values/value.ts';
import type { Random } from './random.ts';

const MODEST = [0, 1, 2, 3, -1, 0.5, 7, 10, 100, -3.25];
const EXTREME = [
  -0,
  1e9,
  2 ** 31,
  -(2 ** 31),
  2 ** 53,
  2 ** 63,
  -(2 ** 63),
  1e308,
  -1e308,
  5e-324,
  1e-12,
  65_536,
  8.64e15,
  8.64e15 + 1,
];
const WORDS = [
  'a',
  'b',
  'constant',
  'x',
  '',
  'A',
  'system:index',
  '.geo',
  '.all',
  'ü😀',
  '__proto__',
  'toString',
  'a b',
];
const PATTERNS = [
  '.*',
  '(a+)+$',
  '(a|aa)*b',
  '[',
  'a{1000}',
  '%d',
  '%s',
  '%.9999f',
  '%-5d',
  'YYYY-MM-dd',
  "yyyy 'x",
  '\\b',
];
const NAMES = [
  'day',
  'month',
  'week',
  'UTC',
  'Europe/Berlin',
  'EPSG:4326',
  'EPSG:32633',
  'EPSG:3857',
  'EPSG:0',
  'pixels',
];
const TEXTS = [
  '2020-01-31',
  '2020-01-31T12:00:00',
  '12',
  '1e400',
  'NaN',
  'ff',
  '{"a": [1, {}]}',
  'x + 1',
  'a ? b : (c',
  'ff0000',
];
const KINDS = ['int', 'double', 'float', 'meters', 'and', 'left', 'L2', 'max', 'uniform', 'normal', 'R,G', 'b(0) / 2'];

export function numberLiteral(random: Random): Json {
  if (random.chance(0.03))
    return call('Number.parse', { input: constant(random.pick(['NaN', 'Infinity', '-Infinity'])) });
  if (random.chance(0.02)) return { integerValue: random.pick(['9223372036854775807', '-9223372036854775808', '0']) };
  return constant(random.pick(random.chance(0.12) ? EXTREME : MODEST));
}

export function textLiteral(random: Random): Json {
  return constant(random.pick(random.pick([WORDS, WORDS, PATTERNS, NAMES, TEXTS, KINDS])));
}

function pixel(): Json {
  return call('Image.load', { id: constant('sample') });
}

/** Small images: of an asset, a number, some bands, arrays. */
function imageLiteral(random: Random): Json {
  const bands = constant(random.pick([[1], [1, 2], [1, 2, 3], 4]));
  const constantImage = call('Image.constant', { value: bands });
  return random.pick([pixel(), pixel(), constantImage, call('Image.toArray', { image: pixel() })]);
}

function geometryLiteral(random: Random): Json {
  const x = random.pick([0, 10, 15, 15.001, 179.9, -180, 90, 540]);
  const y = random.pick([0, 50, 50.001, -89.9, 90, 100]);
  const ring = [
    [x, y],
    [x + 1, y],
    [x + 1, y + 1],
    [x, y],
  ];
  const named = (name: string, coordinates: Json) =>
    call(`GeometryConstructors.${name}`, { coordinates: constant(coordinates) });
  return random.pick([
    named('Point', [x, y]),
    named('MultiPoint', [
      [x, y],
      [0, 0],
    ]),
    named('LineString', ring),
    named('Polygon', [ring]),
    named('Polygon', [[...ring].reverse()]),
    named('Rectangle', [x, y, x + 2, y + 1]),
    named('MultiPolygon', [
      [ring],
      [
        [
          [0, 0],
          [2, 2],
          [2, 0],
          [0, 2],
          [0, 0],
        ],
      ],
    ]),
    named('Polygon', []),
  ]);
}

function featureLiteral(random: Random): Json {
  const metadata = constant({ a: random.pick<Json>([1, 2, 'a', null, [1]]), b: random.pick(MODEST), constant: 3 });
  const geometry = random.chance(0.8) ? geometryLiteral(random) : constant(null);
  return call('Feature', { geometry, metadata });
}

function collectionLiteral(random: Random): Json {
  const make = random.chance(0.3) ? imageLiteral : featureLiteral;
  const values = Array.from({ length: random.below(4) }, () => make(random));
  return call('Collection', { features: { arrayValue: { values } } });
}

/** What learns, before or after it has learnt from a few features. */
function learnerLiteral(random: Random, type: 'Classifier' | 'Clusterer', names: readonly string[]): Json {
  const made = call(`${type}.${random.pick(names)}`, {});
  if (random.chance(0.2)) return made;
  const features = call('Collection', {
    features: { arrayValue: { values: Array.from({ length: random.below(6) }, () => featureLiteral(random)) } },
  });
  const inputs = { inputProperties: constant(random.pick([['constant'], ['b', 'constant']])) };
  if (type === 'Clusterer') return call('Clusterer.train', { clusterer: made, features, ...inputs });
  const classProperty = constant(random.pick(['a', 'constant']));
  return call('Classifier.train', { classifier: made, features, classProperty, ...inputs });
}

const MAKERS: { readonly [type: string]: (random: Random) => Json } = {
  Integer: numberLiteral,
  Long: numberLiteral,
  Float: numberLiteral,
  Number: numberLiteral,
  Boolean: (random) => constant(random.chance(0.5)),
  String: textLiteral,
  Date: (random) => constant(random.pick<Json>([0, 1.6e12, -1e15, '2020-02-29', 8.64e15])),
  DateRange: (random) =>
    call('DateRange', { start: constant(random.pick(['2020-01-01', '0001-01-01'])), end: constant(2e12) }),
  Projection: (random) => constant(random.pick(['EPSG:4326', 'EPSG:32633', 'EPSG:3857', 'EPSG:3031', 'CRS:84'])),
  PixelType: (random) => call(`PixelType.${random.pick(['uint8', 'int16', 'float', 'double', 'int64'])}`, {}),
  Array: (random) =>
    constant(
      random.pick<Json>([
        [1, 2, 3],
        [
          [1, 2],
          [3, 4],
        ],
        [[2.5]],
        [],
        [[]],
        5,
        [[[1]]],
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
      ]),
    ),
  Reducer: (random) =>
    call(`Reducer.${random.pick(['mean', 'sum', 'count', 'toList', 'histogram', 'first', 'minMax'])}`, {}),
  Filter: (random) => call('Filter.eq', { leftField: constant('a'), rightValue: constant(random.pick(MODEST)) }),
  Join: (random) => call(`Join.${random.pick(['simple', 'inner', 'inverted'])}`, {}),
  Kernel: (random) => call('Kernel.square', { radius: constant(random.pick([0, 1, 1.5, 3])) }),
  ErrorMargin: (random) => call('ErrorMargin', { value: constant(random.pick([0, 1, 1000])) }),
  ConfusionMatrix: () =>
    call('ConfusionMatrix', {
      array: constant([
        [1, 2],
        [3, 4],
      ]),
    }),
  Classifier: (random) =>
    learnerLiteral(random, 'Classifier', ['smileCart', 'smileKNN', 'smileNaiveBayes', 'minimumDistance', 'libsvm']),
  Clusterer: (random) => learnerLiteral(random, 'Clusterer', ['wekaXMeans', 'wekaCobweb', 'wekaCascadeKMeans']),
  Geometry: geometryLiteral,
  Feature: featureLiteral,
  FeatureCollection: collectionLiteral,
  ImageCollection: collectionLiteral,
  'Image<unknown bands>': imageLiteral,
  Element: (random) => random.pick([featureLiteral, imageLiteral, collectionLiteral])(random),
};

const TYPES = Object.keys(MAKERS);

/** The types that there are small values of. */
export const SIMPLE_TYPES: readonly string[] = TYPES;

/** A small value of a type as the official list names it. */
export function literal(type: string, random: Random): Json {
  const element = /^List<(.*)>$/.exec(type)?.[1];
  if (element !== undefined) {
    const values = Array.from({ length: random.below(5) }, () => literal(element, random));
    return { arrayValue: { values } };
  }
  if (type.startsWith('Dictionary')) {
    const keys = ['a', 'b', '__proto__', 'B1'].slice(0, random.below(5));
    return { dictionaryValue: { values: Object.fromEntries(keys.map((key) => [key, literal('Object', random)])) } };
  }
  const make = MAKERS[type];
  if (make) return make(random);
  if (random.chance(0.2)) return literal('List<Object>', random);
  return literal(random.pick(random.chance(0.6) ? ['Number', 'String'] : TYPES), random);
}
