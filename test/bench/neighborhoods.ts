import { REGISTRY } from '../../functions/shared/algorithms/registry.ts';
import { languageContext } from '../../functions/shared/expression/language.testing.ts';
import { Image } from '../../functions/shared/raster/image.ts';
import { computeBands } from '../../functions/shared/raster/pixels/compute.ts';
import { type Loader, loaded, type Tile } from '../../functions/shared/raster/pixels/node.ts';
import type { Value } from '../../functions/shared/values/value.ts';
import { fastest, table } from './measure.ts';

const [WIDTH, HEIGHT] = [349, 352];

/** Smooth fields with noise, one row after the other; every thousandth pixel is masked if asked for. */
function field(width: number, height: number, whole: boolean, masked: boolean): Tile {
  const values = whole ? new Uint16Array(width * height) : new Float32Array(width * height);
  const mask = new Uint8Array(width * height).fill(1);
  let state = 12_345;
  for (let i = 0; i < values.length; i++) {
    // A linear congruential generator (Numerical Recipes).
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const [x, y] = [i % width, Math.floor(i / width)];
    const level = 2_000 + 700 * Math.sin(x / 97) * Math.cos(y / 131) + (state >>> 25);
    values[i] = whole ? level : level / 10_000;
    if (masked && state % 1_000 === 0) mask[i] = 0;
  }
  return { values, mask: masked ? mask : undefined };
}

async function called(name: string, args: { [name: string]: Value }): Promise<Value> {
  const algorithm = REGISTRY.get(name);
  if (algorithm === undefined) throw new Error(`There is no ${name}.`);
  return algorithm.invoke(new Map(Object.entries(args)), languageContext);
}

async function image(whole: boolean, masked: boolean): Promise<Image> {
  const plain = (await called(whole ? 'Image.toUint16' : 'Image.toFloat', {
    value: await called('Image.constant', { value: 0 }),
  })) as Image;
  // Made once for each size: what neighbourhoods take is measured, not what pixels do.
  const tiles = new Map<string, Tile>();
  const loader: Loader = {
    fractionalMask: false,
    load: async (bands, { width, height }) => {
      const key = `${width},${height}`;
      const tile = tiles.get(key) ?? field(width, height, whole, masked);
      tiles.set(key, tile);
      return bands.map(() => tile);
    },
  };
  return plain.withBands([{ ...plain.bands[0], pixels: loaded(loader, 0) }]);
}

/** One band of a scene by the statistics of its pixels' neighbours. */
export async function benchNeighborhoods(): Promise<void> {
  const square = await called('Kernel.square', { radius: 5 });
  const cases: [name: string, algorithm: string, args: { [name: string]: Value }][] = [
    ['median, circle of 5', 'Image.focalMedian', { radius: 5 }],
    ['median, gaussian of 5', 'Image.focalMedian', { kernel: await called('Kernel.gaussian', { radius: 5 }) }],
    ['mode, circle of 3', 'Image.focalMode', { radius: 3 }],
    ['mean, circle of 5', 'Image.focalMean', { radius: 5 }],
    ['max, square of 3', 'Image.focalMax', { radius: 3, kernelType: 'square' }],
    [
      'stdDev, square of 5',
      'Image.reduceNeighborhood',
      { kernel: square, reducer: await called('Reducer.stdDev', {}) },
    ],
  ];
  const rows = [];
  for (const [name, algorithm, args] of cases) {
    const row: { [column: string]: string } = { neighbourhood: name };
    for (const whole of [true, false]) {
      for (const masked of [false, true]) {
        const source = await image(whole, masked);
        const result = await called(algorithm, { image: source, ...args });
        if (!(result instanceof Image)) throw new Error(`${algorithm} is no image.`);
        const { crs } = source.bands[0].projection;
        const grid = { crs, transform: [0.001, 0, 0, 0, -0.001, 0] as const, width: WIDTH, height: HEIGHT };
        const milliseconds = await fastest(3, () => computeBands(result.bands, grid, languageContext.pixels));
        row[`${whole ? 'uint16' : 'float'}${masked ? ', masked' : ''}, ms`] = milliseconds.toFixed(1);
      }
    }
    rows.push(row);
  }
  table(`Neighbourhoods: one band of ${WIDTH} x ${HEIGHT} pixels`, rows);
}
