import { wrong } from '../../../errors.ts';
import { drawLines, smoothedVotes, votesOf } from '../../../raster/edges/hough.ts';
import type { Band } from '../../../raster/image.ts';
import { INTEGER_TYPES } from '../../../raster/pixel-type.ts';
import { type Around, AroundLoader, validInAll } from '../../../raster/pixels/around.ts';
import { cellMargins } from '../../../raster/pixels/cells.ts';
import { loaded, type Tile } from '../../../raster/pixels/node.ts';
import { algorithm } from '../../declare.ts';
import * as t from '../../language/types.ts';
import { defaulted, required } from '../../parameter.ts';
import { imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { plainBand } from '../needed-bands.ts';

/** Largest cell, in pixels. */
const MOST_SIZE = 2048;
const BYTES_PER_PIXEL = 4;
/** What pixels on lines are. */
const LINE = 255;

interface Thresholds {
  readonly size: number;
  readonly input: number;
  readonly line: number;
  readonly smooth: boolean;
}

/** The lines in each cell of a grid that is made up of whole ones. */
function lines({ tiles, grid: { width, height }, check }: Around, { size, input, line, smooth }: Thresholds): Tile {
  const [tile] = tiles;
  const valid = validInAll(tiles, width * height);
  const values = new Uint8Array(width * height);
  const active = new Uint8Array(size * size);
  for (let top = 0; top < height; top += size) {
    for (let left = 0; left < width; left += size) {
      check();
      const pixelAt = (i: number) => (top + Math.floor(i / size)) * width + left + (i % size);
      for (let i = 0; i < active.length; i++) {
        const at = pixelAt(i);
        active[i] = valid[at] === 1 && tile.values[at] >= input ? 1 : 0;
      }
      if (!active.includes(1)) continue;
      const votes = votesOf(active, size);
      drawLines(smooth ? smoothedVotes(votes) : votes, size, line, (i) => {
        values[pixelAt(i)] = LINE;
      });
    }
  }
  return { values, mask: tile.mask && valid };
}

/** Lines. */
export const HOUGH = [
  algorithm({
    name: 'HoughTransform',
    description:
      'Straight lines, band by band, by the Hough transform of square cells (Duda and Hart, 1972): 255 on a line, 0 elsewhere.',
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      gridSize: defaulted(t.integer, 256),
      inputThreshold: defaulted(t.float, 64),
      lineThreshold: defaulted(t.float, 72),
      smooth: defaulted(t.boolean, true),
    },
    examples: [{ args: { image: 7 }, result: imageReply({ constant_lines: ['int', [0, 255]] }) }],
    run: ({ image, gridSize: size, inputThreshold: input, lineThreshold: line, smooth }) => {
      if (!(size >= 2 && size <= MOST_SIZE)) throw wrong(`Must be from 2 to ${MOST_SIZE}. Got ${size}.`, 'gridSize');
      if (!(line > 0)) throw wrong(`Must be positive. Got ${line}.`, 'lineThreshold');
      const bands = image.bands.map((band): Band => {
        const loader = new AroundLoader({
          inputs: [plainBand(band)],
          margins: (grid) => cellMargins(grid, size),
          bytesPerPixel: BYTES_PER_PIXEL,
          compute: (around) => [lines(around, { size, input, line, smooth })],
        });
        return { ...band, id: `${band.id}_lines`, type: INTEGER_TYPES.uint8, pixels: loaded(loader, 0) };
      });
      return image.withBands(bands).withoutIdentity();
    },
  }),
];
