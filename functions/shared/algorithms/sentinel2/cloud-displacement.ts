import { withFootprint } from '../../raster/band-footprint.ts';
import { commonFootprint } from '../../raster/footprint.ts';
import { type Band, Image } from '../../raster/image.ts';
import { PixelType } from '../../raster/pixel-type.ts';
import { type Around, AroundLoader, evenly } from '../../raster/pixels/around.ts';
import { loaded, maskOf, type Tile } from '../../raster/pixels/node.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import { plainBand } from '../image/needed-bands.ts';
import { required } from '../parameter.ts';

const NAME = 'Sentinel2.CDI';
/** Half the side of the square that ratios vary in: 7 pixels. */
const REACH = 3;
const BYTES_PER_PIXEL = 60;

/** The variance of a ratio in the square around a pixel, by its valid pixels; undefined if there are fewer than two. */
function variance(ratios: Float64Array, pixel: number, across: number): number | undefined {
  let [count, sum, squares] = [0, 0, 0];
  const center = ratios[pixel];
  for (let dy = -REACH; dy <= REACH; dy++) {
    for (let dx = -REACH, at = pixel + dy * across - REACH; dx <= REACH; dx++, at++) {
      const difference = ratios[at] - center;
      if (Number.isNaN(difference)) continue;
      count++;
      sum += difference;
      squares += difference * difference;
    }
  }
  return count < 2 ? undefined : (squares - (sum * sum) / count) / (count - 1);
}

function displacement({ tiles, grid, check }: Around): Tile {
  const [wide, narrow, red] = tiles;
  const count = grid.width * grid.height;
  const ratio = (over: Tile) =>
    Float64Array.from({ length: count }, (_, i) => {
      const known = [over, narrow].every(({ mask }) => mask === undefined || mask[i] > 0) && narrow.values[i] !== 0;
      return known ? over.values[i] / narrow.values[i] : Number.NaN;
    });
  const [near, far] = [ratio(red), ratio(wide)];
  const values = new Float64Array(count);
  const valid = new Uint8Array(count);
  for (let y = REACH; y < grid.height - REACH; y++) {
    check();
    for (let x = REACH, i = y * grid.width + REACH; x < grid.width - REACH; x++, i++) {
      if (Number.isNaN(near[i] + far[i])) continue;
      const [small, large] = [variance(near, i, grid.width), variance(far, i, grid.width)];
      if (small === undefined || large === undefined || !(small + large > 0)) continue;
      values[i] = (small - large) / (small + large);
      valid[i] = 1;
    }
  }
  return { values, mask: maskOf(valid) };
}

/** Clouds by the parallax of Sentinel-2's sensors. */
export const CLOUD_DISPLACEMENT = [
  algorithm({
    name: NAME,
    description:
      'The Cloud Displacement Index (Frantz and others, 2018) of bands B7, B8 and B8A, from -1 to 1: low where what is seen is high above the ground.',
    returns: imageType.name,
    parameters: { source: required(imageType) },
    examples: [
      {
        args: {
          source: $call('Image.rename', {
            input: $call('Image.constant', { value: [1, 2, 3] }),
            names: ['B7', 'B8', 'B8A'],
          }),
        },
        result: imageReply({ cdi: ['float', [-1, 1]] }),
      },
    ],
    run: ({ source }) => {
      const inputs = ['B8', 'B8A', 'B7'].map((id) => plainBand(source.band(id, NAME)));
      const loader = new AroundLoader({
        inputs,
        margins: () => evenly(REACH),
        bytesPerPixel: BYTES_PER_PIXEL,
        compute: (around) => [displacement(around)],
      });
      const footprint = inputs.map((band) => band.footprint).reduce(commonFootprint);
      const band: Band = { ...inputs[1], id: 'cdi', type: new PixelType('float', -1, 1), pixels: loaded(loader, 0) };
      return new Image([withFootprint(band, footprint)], source.fields).withoutIdentity();
    },
  }),
];
