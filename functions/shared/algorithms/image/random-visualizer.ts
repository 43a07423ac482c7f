import type { Band } from '../../raster/image.ts';
import { INTEGER_TYPES } from '../../raster/pixel-type.ts';
import { loaded } from '../../raster/pixels/node.ts';
import { RandomColorLoader } from '../../raster/pixels/random-colors.ts';
import { algorithm } from '../declare.ts';
import { required } from '../parameter.ts';
import { imageReply } from './example-image.ts';
import { imageType } from './image-type.ts';
import { firstBand, plainBand } from './needed-bands.ts';

/** Random colours for labels. */
export const RANDOM_VISUALIZER = [
  algorithm({
    name: 'Image.randomVisualizer',
    description: "Adds three bands of bytes before the image's own: a random colour for each value of the first band.",
    returns: imageType.name,
    parameters: { image: required(imageType) },
    examples: [
      {
        args: { image: 7 },
        result: imageReply({
          'viz-red': ['int', [0, 255]],
          'viz-green': ['int', [0, 255]],
          'viz-blue': ['int', [0, 255]],
          constant: ['int', [7, 7]],
        }),
      },
    ],
    run: ({ image }) => {
      const first = firstBand(image);
      const loader = new RandomColorLoader(plainBand(first));
      const colors = ['red', 'green', 'blue'].map((color, i): Band => {
        return { ...first, id: `viz-${color}`, type: INTEGER_TYPES.uint8, pixels: loaded(loader, i) };
      });
      return image.withBands([...colors, ...image.bands]).withoutIdentity();
    },
  }),
];
