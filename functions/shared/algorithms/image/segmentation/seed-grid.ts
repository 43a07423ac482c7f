import { wrong } from '../../../errors.ts';
import { Image } from '../../../raster/image.ts';
import { BOOLEAN } from '../../../raster/pixel-type.ts';
import { type Loader, loaded, maskOf } from '../../../raster/pixels/node.ts';
import { placeOf } from '../../../raster/pixels/place.ts';
import { WGS84 } from '../../../raster/projection.ts';
import { SEED_GRIDS, type SeedGrid } from '../../../raster/segments/seed-grid.ts';
import { algorithm } from '../../declare.ts';
import * as t from '../../language/types.ts';
import { defaulted } from '../../parameter.ts';
import { imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';

/** Farthest that seeds may be apart, in pixels. */
const MOST = 1000;

/** A size of superpixels that can be computed with. */
export function checkedSize(size: number): number {
  if (!(size >= 1 && size <= MOST)) throw wrong(`Must be from 1 to ${MOST}. Got ${size}.`, 'size');
  return size;
}

/** 1 where a seed is, masked elsewhere. */
export function seedLoader(isSeed: SeedGrid): Loader {
  return {
    fractionalMask: false,
    async load(bands, grid) {
      const [left, top] = placeOf(grid);
      const values = new Uint8Array(grid.width * grid.height);
      for (let y = 0, i = 0; y < grid.height; y++) {
        for (let x = 0; x < grid.width; x++, i++) values[i] = isSeed(left + x, top + y) ? 1 : 0;
      }
      return bands.map(() => ({ values, mask: maskOf(values) }));
    },
  };
}

/** Seeds of superpixels. */
export const SEED_GRID = [
  algorithm({
    name: 'Image.Segmentation.seedGrid',
    description:
      'A band, seeds, that is 1 at pixels so many pixels apart and masked elsewhere, on the grid that is asked for.',
    returns: imageType.name,
    parameters: { size: defaulted(t.integer, 5), gridType: defaulted(t.oneOf(...Object.keys(SEED_GRIDS)), 'square') },
    examples: [{ args: {}, result: imageReply({ seeds: ['int', [0, 1]] }) }],
    run: ({ size, gridType }) => {
      const loader = seedLoader(SEED_GRIDS[gridType](checkedSize(size)));
      return new Image([{ id: 'seeds', type: BOOLEAN, projection: WGS84, pixels: loaded(loader, 0) }]);
    },
  }),
];
