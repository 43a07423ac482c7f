import { expect, it } from 'vitest';
import { $call } from '../example.ts';
import { degreesGrid, imageOf } from '../vector-image/pixels.testing.ts';
import { column, valuesOf, valuesOfQuarters } from './places.testing.ts';

it('gives each value a colour of its own, wherever it is', async () => {
  const image = await imageOf('Image.randomVisualizer', { image: $call('Image.selfMask', { image: column }) });
  expect(image.bands.map(({ id }) => id)).toEqual(['viz-red', 'viz-green', 'viz-blue', 'x']);
  const grid = degreesGrid(50, 2, 0, 0);
  const [red, green, blue, values] = await valuesOf(image, grid);
  expect([red[0], blue[0], values[0]]).toEqual([null, null, null]);
  const colors = red.map((value, i) => `${value},${green[i]},${blue[i]}`);
  expect(colors.slice(0, 50)).toEqual(colors.slice(50));
  expect(new Set(colors).size).toBe(50);
  expect(await valuesOfQuarters(image, grid)).toEqual([red, green, blue, values]);
});
