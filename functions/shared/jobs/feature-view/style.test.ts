import { describe, expect, it } from 'vitest';
import { Feature } from '../../algorithms/collection/feature.ts';
import { REGISTRY } from '../../algorithms/registry.ts';
import { languageContext } from '../../expression/language.testing.ts';
import { Geometry } from '../../geometry/geometry.ts';
import { constantValue } from '../../values/constant.ts';
import { isDictionary, type Json, type Value } from '../../values/value.ts';
import { featureViewStyling } from './style.ts';

const SHAPES = {
  point: { type: 'Point', coordinates: [0, 0] },
  line: {
    type: 'LineString',
    coordinates: [
      [0, 0],
      [1, 1],
    ],
  },
  polygon: {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ],
    ],
  },
} as const;
type Kind = keyof typeof SHAPES;

/** How a feature is drawn. */
function style(look: Json | Value, properties: Json = {}, kind: Kind = 'polygon') {
  const geometry = new Geometry(SHAPES[kind] as never);
  const own = constantValue(properties);
  const element = new Feature(geometry, isDictionary(own) ? own : new Map());
  const given = look instanceof Map ? look : constantValue(look as Json);
  const { marker: _, ...drawn } = featureViewStyling(given).styleOf({ element, geometry });
  return drawn;
}

async function filter(name: string, leftField: string, rightValue: Value): Promise<Value> {
  return (
    (await REGISTRY.get(name)?.invoke(
      new Map<string, Value>([
        ['leftField', leftField],
        ['rightValue', rightValue],
      ]),
      languageContext,
    )) ?? null
  );
}

const [RED, GREEN, BLUE] = [
  [255, 0, 0],
  [0, 128, 0],
  [0, 0, 255],
];

describe('a style', () => {
  it('is that of FeatureCollection.style where nothing is said', () => {
    expect(style(null)).toEqual({
      color: [0, 0, 0, 1],
      fillColor: [0, 0, 0, 0.66],
      width: 2,
      lineType: 'solid',
      pointSize: 3,
    });
    expect(style({})).toEqual(style(null));
  });

  it('of a kind of geometry goes before that of all', () => {
    const look = {
      color: 'red',
      fillColor: '0000ff80',
      opacity: 0.5,
      width: 3,
      polygonStrokeColor: 'green',
      polygonStrokeOpacity: 0.25,
      polygonFillOpacity: 1,
      polygonStrokeType: 'dotted',
      lineWidth: 7,
      pointSize: 20,
      pointFillColor: 'green',
    };
    expect(style(look)).toMatchObject({
      color: [...GREEN, 0.25],
      fillColor: [...BLUE, 128 / 255],
      width: 3,
      lineType: 'dotted',
    });
    expect(style(look, {}, 'line')).toMatchObject({ color: [...RED, 0.5], width: 7, lineType: 'solid' });
    expect(style(look, {}, 'point')).toMatchObject({ color: [...RED, 0.5], fillColor: [...GREEN, 0.5], pointSize: 10 });
  });

  it('may be by categories', () => {
    const color = {
      property: 'kind',
      categories: [
        ['0', 'red'],
        ['yes', 'green'],
      ],
      defaultValue: 'blue',
    };
    expect(
      [{ kind: 0 }, { kind: 'yes' }, { kind: 'no' }, {}].map((one) => style({ color }, one as Json).color.slice(0, 3)),
    ).toEqual([RED, GREEN, BLUE, BLUE]);
    const { defaultValue: _, ...rest } = color;
    expect(style({ color: rest }, { kind: 'no' }).color).toEqual([0, 0, 0, 1]);
    expect(style({ isVisible: { property: 'a', categories: [['1', false]] } }, { a: 1 }).color[3]).toBe(0);
  });

  it('may be between colours, and between sizes', () => {
    const color = { property: 'a', mode: 'linear', palette: ['000000', 'ff0000', '0000ff'], min: 0, max: 10 };
    const colors = [-5, 0, 2.5, 5, 10, 99].map((a) => style({ color }, { a }).color.slice(0, 3));
    expect(colors).toEqual([[0, 0, 0], [0, 0, 0], [127.5, 0, 0], RED, BLUE, BLUE]);
    expect(style({ color }, { a: 'text' }).color).toEqual([0, 0, 0, 1]);
    const width = { property: 'a', mode: 'linear', palette: [1, 5], min: 0, max: 4 };
    expect(style({ width }, { a: 1 }).width).toBe(2);
  });

  it('may be by intervals', () => {
    const fillOpacity = {
      property: 'a',
      mode: 'interval',
      palette: [
        [80, 0.5],
        [0, 0.25],
      ],
    };
    const opacities = [-1, 0, 79, 80, 1000].map((a) => style({ fillOpacity }, { a }).fillColor[3]);
    expect(opacities).toEqual([0.66, 0.25, 0.25, 0.5, 0.5]);
  });

  it('has rules for those that pass a filter, of which the last counts', async () => {
    const rule = async (than: number, color: string) =>
      new Map<string, Value>([
        ['filter', await filter('Filter.lessThan', 'a', than)],
        ['color', color],
      ]);
    const look = new Map<string, Value>([
      ['color', 'blue'],
      ['width', 5],
      ['rules', [await rule(10, 'red'), await rule(5, 'green')]],
    ]);
    const colors = [1, 7, 20].map((a) => style(look, { a }));
    expect(colors.map(({ color }) => color.slice(0, 3))).toEqual([GREEN, RED, BLUE]);
    expect(colors.map(({ width }) => width)).toEqual([5, 5, 5]);
  });

  it('reaches as far as its largest marker and line', () => {
    const palette = [
      [0, 5],
      [1, 40],
    ];
    const small = featureViewStyling(constantValue({ width: 3 })).reach ?? 0;
    const large =
      featureViewStyling(constantValue({ pointSize: { property: 'a', mode: 'interval', palette } })).reach ?? 0;
    expect(small).toBeLessThan(12);
    expect(large).toBeGreaterThan(20);
  });

  it.each<[Json, string]>([
    [[], 'must be a Dictionary'],
    [{ colour: 'red' }, "Unknown style 'colour'"],
    [{ color: 'reddish' }, "Invalid color 'reddish' in 'color'"],
    [{ color: 5 }, "'color' must be a String"],
    [{ opacity: 2 }, "'opacity' must be from 0 to 1. Got 2."],
    [{ width: 5000 }, "'width' must be from 0 to"],
    [{ pointShape: 'heart' }, "Unknown 'pointShape': heart"],
    [{ polygonStrokeType: 'wavy' }, "Unknown 'polygonStrokeType': wavy"],
    [{ isVisible: 1 }, "'isVisible' must be a Boolean"],
    [{ color: { categories: [['a', 'red']] } }, "'color' has no 'property'"],
    [{ color: { property: 'a', categories: [] } }, "'color' has no 'categories'"],
    [{ color: { property: 'a', categories: [['a']] } }, 'a List of Lists of two values'],
    [{ color: { property: 'a' } }, "has neither 'categories', nor 'mode'"],
    [{ color: { property: 'a', mode: 'linear', palette: ['red'] } }, "has no number as 'min'"],
    [{ color: { property: 'a', mode: 'linear', palette: ['red'], min: 2, max: 1 } }, "'min' must be less than 'max'"],
    [{ color: { property: 'a', mode: 'interval', palette: [['x', 'red']] } }, 'a class break must be a Number'],
    [{ color: { property: 'a', mode: 'linear', palette: ['red'], min: 0, max: 1, middle: 1 } }, "'color' has 'middle'"],
    [{ pointShape: { property: 'a', mode: 'interval', palette: [[0, 'star5']] } }, 'cannot be interpolated'],
    [{ rules: 5 }, "'rules' must be a List"],
    [{ rules: [{ color: 'red' }] }, "has no 'filter'"],
    [{ rules: new Array(101).fill({}) }, "'rules' may have at most 100 entries"],
  ])('%j is refused', (look, message) => {
    expect(() => featureViewStyling(constantValue(look))).toThrow(message);
  });
});
