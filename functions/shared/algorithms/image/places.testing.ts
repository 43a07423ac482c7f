import { languageContext } from '../../expression/language.testing.ts';
import { type Grid, subGrid } from '../../raster/grid.ts';
import type { Image } from '../../raster/image.ts';
import { computeBands } from '../../raster/pixels/compute.ts';
import type { Json } from '../../values/value.ts';
import { $call } from '../example.ts';

const coordinates = $call('Image.floor', {
  value: $call('Image.pixelCoordinates', {
    projection: $call('Projection', { crs: 'EPSG:4326', transform: [1, 0, 0, 0, -1, 0] }),
  }),
});
/** Bands of whole numbers: the columns of pixels of one degree, counted eastwards, and the rows, counted southwards from the equator. */
export const column = $call('Image.select', { input: coordinates, bandSelectors: ['x'] });
export const row = $call('Image.select', { input: coordinates, bandSelectors: ['y'] });

/** Operations of two images. */
export const both = (name: string, image1: Json, image2: Json): Json => $call(`Image.${name}`, { image1, image2 });

/** A picture of digits at the first rows and columns, one of 3 digits a number; 0 elsewhere. */
export function picture(...lines: string[]): Json {
  let image: Json = 0;
  for (const [y, line] of lines.entries()) {
    for (const [x, digit] of [...line].entries()) {
      if (digit === '0') continue;
      const here = both('and', both('eq', column, x), both('eq', row, y));
      image = $call('Image.where', { input: image, test: here, value: Number(digit) });
    }
  }
  return $call('Image.rename', { input: $call('Image.toInt32', { value: image }), names: ['b'] });
}

/** The values of an image's bands on a grid; null where they are masked. */
export async function valuesOf({ bands }: Image, grid: Grid): Promise<(number | null)[][]> {
  const tiles = await computeBands(bands, grid, languageContext.pixels);
  return tiles.map(({ values, mask }) =>
    Array.from(values, (value, i) => (mask === undefined || mask[i] > 0 ? value : null)),
  );
}

/** The values of a grid put together from those of its quarters, each computed alone. */
export async function valuesOfQuarters(image: Image, grid: Grid): Promise<(number | null)[][]> {
  const [left, top] = [Math.ceil(grid.width / 3), Math.ceil(grid.height / 2)];
  const whole = image.bands.map(() => new Array<number | null>(grid.width * grid.height));
  for (const [first, width] of [
    [0, left],
    [left, grid.width - left],
  ]) {
    for (const [above, height] of [
      [0, top],
      [top, grid.height - top],
    ]) {
      const part = await valuesOf(image, subGrid(grid, { column: first, row: above, width, height }));
      for (const [band, values] of part.entries()) {
        for (const [i, value] of values.entries()) {
          whole[band][(above + Math.floor(i / width)) * grid.width + first + (i % width)] = value;
        }
      }
    }
  }
  return whole;
}
