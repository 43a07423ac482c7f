import type { Band } from '../../../raster/image.ts';
import { BOOLEAN, DOUBLE, FLOAT } from '../../../raster/pixel-type.ts';
import { loaded } from '../../../raster/pixels/node.ts';
import { fractional } from '../../../raster/scalar/ranges.ts';
import { algorithm } from '../../declare.ts';
import { fixedKernel } from '../../kernel/kernel.ts';
import { required } from '../../parameter.ts';
import { GradientLoader } from '../../terrain/gradient-loader.ts';
import { imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { onlyBand, plainBand } from '../needed-bands.ts';
import { ConvolveLoader } from '../neighborhood/convolve-loader.ts';
import { ZeroCrossingLoader } from './zero-crossing-loader.ts';

/** Half the difference of the neighbours on both sides: along a row, and down a column. */
const ACROSS = fixedKernel('derivative', { rows: [[-0.5, 0, 0.5]], focus: [1, 0] });
const DOWN = fixedKernel('derivative', { rows: [[-0.5], [0], [0.5]], focus: [0, 1] });

/** Gradients and edges: the change of values from pixel to pixel. */
export const IMAGE_EDGES = [
  algorithm({
    name: 'Image.gradient',
    description: 'The gradient of one band per metre on the ground: eastwards (x) and northwards (y).',
    returns: imageType.name,
    parameters: { input: required(imageType) },
    examples: [{ args: { input: 7 }, result: imageReply({ x: ['double'], y: ['double'] }) }],
    run: ({ input }) => {
      const band = plainBand(onlyBand(input));
      const loader = new GradientLoader(band, [(x) => x, (_, y) => y]);
      const type = band.type.precision === 'float' ? FLOAT : DOUBLE;
      const bands = ['x', 'y'].map((id, i): Band => ({ ...band, id, type, pixels: loaded(loader, i) }));
      return input.withBands(bands).withoutIdentity();
    },
  }),
  algorithm({
    name: 'Image.derivative',
    description: 'The derivatives of each band per pixel: to the right (_x) and downwards (_y).',
    returns: imageType.name,
    parameters: { image: required(imageType) },
    examples: [{ args: { image: 7 }, result: imageReply({ constant_x: ['float'], constant_y: ['float'] }) }],
    run: ({ image }) => {
      const bands = image.bands.flatMap((band) =>
        [
          { id: `${band.id}_x`, kernel: ACROSS },
          { id: `${band.id}_y`, kernel: DOWN },
        ].map(({ id, kernel }): Band => {
          const pixels = loaded(new ConvolveLoader(plainBand(band), kernel), 0);
          return { ...band, id, type: fractional(band.type), pixels };
        }),
      );
      return image.withBands(bands).withoutIdentity();
    },
  }),
  algorithm({
    name: 'Image.zeroCrossing',
    description:
      '1 where the sign changes to the pixel on the right, below, or below right, band by band; 0 elsewhere.',
    returns: imageType.name,
    parameters: { image: required(imageType) },
    examples: [{ args: { image: 7 }, result: imageReply({ constant: ['int', [0, 1]] }) }],
    run: ({ image }) => {
      const bands = image.bands.map((band): Band => {
        return { ...band, type: BOOLEAN, pixels: loaded(new ZeroCrossingLoader(plainBand(band)), 0) };
      });
      return image.withBands(bands).withoutIdentity();
    },
  }),
];
