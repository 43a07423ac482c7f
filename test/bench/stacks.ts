import { $call, exampleNode } from '../../functions/shared/algorithms/example.ts';
import { REGISTRY } from '../../functions/shared/algorithms/registry.ts';
import { decodeExpression } from '../../functions/shared/expression/decode.ts';
import { Evaluator } from '../../functions/shared/expression/evaluate.ts';
import { languageContext } from '../../functions/shared/expression/language.testing.ts';
import type { Grid } from '../../functions/shared/raster/grid.ts';
import type { Image } from '../../functions/shared/raster/image.ts';
import { computeBands } from '../../functions/shared/raster/pixels/compute.ts';
import type { Json } from '../../functions/shared/values/value.ts';
import { fastest, table } from './measure.ts';

const LAYERS = 30;
const SIZE = 256;

async function imageOf(name: string, args: { [name: string]: Json }): Promise<Image> {
  const root = decodeExpression({ result: '0', values: { 0: exampleNode(name, args) } });
  return (await new Evaluator(REGISTRY, languageContext).evaluate(root)) as Image;
}

/** What reducing a stack of layers takes beyond computing the layers themselves: the peer. */
export async function benchStacks(): Promise<void> {
  const longitude = $call('Image.select', { input: $call('Image.pixelLonLat', {}), bandSelectors: ['longitude'] });
  const layers = Array.from({ length: LAYERS }, (_, i) => ({ image1: longitude, image2: (i * 7) % LAYERS }));
  const images = layers.map((args) => $call('Image.add', args));
  const bands = await Promise.all(layers.map(async (args) => (await imageOf('Image.add', args)).bands));
  const { crs } = bands[0][0].projection;
  const grid: Grid = { crs, transform: [0.001, 0, 0, 0, -0.001, 0], width: SIZE, height: SIZE };
  const alone = await fastest(5, async () => {
    for (const layer of bands) await computeBands(layer, grid, languageContext.pixels);
  });
  const rows = [];
  for (const reducer of ['mean', 'max', 'count', 'median', 'stdDev']) {
    const reduced = await imageOf('ImageCollection.reduce', {
      collection: $call('ImageCollection.fromImages', { images }),
      reducer: $call(`Reducer.${reducer}`, {}),
    });
    const milliseconds = await fastest(5, async () => {
      await computeBands(reduced.bands, grid, languageContext.pixels);
    });
    rows.push({
      reducer,
      ms: milliseconds.toFixed(1),
      'layers alone': alone.toFixed(1),
      ratio: (milliseconds / alone).toFixed(2),
    });
  }
  table(`Stacks: ${LAYERS} layers of ${SIZE} x ${SIZE} pixels`, rows);
}
