import type { Band, Image } from '../../raster/image.ts';
import { PixelType } from '../../raster/pixel-type.ts';
import { loaded } from '../../raster/pixels/node.ts';
import { type Interpolation, ResampleLoader } from '../../raster/pixels/resample.ts';
import { fractional } from '../../raster/scalar/ranges.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import { imageReply, SAMPLE_GRID } from './example-image.ts';
import { imageType } from './image-type.ts';
import { plainBand } from './needed-bands.ts';

/** Cubic interpolation goes beyond the values between which it does. */
export function resampledType({ type }: Band, mode: Interpolation): PixelType {
  const { precision } = fractional(type);
  return mode === 'bilinear' ? new PixelType(precision, type.min, type.max) : fractional(type);
}

function resampled(image: Image, mode: Interpolation): Image {
  const grids = Map.groupBy(image.bands, (band) => band.projection.key());
  const loaders = new Map(
    Array.from(grids, ([key, bands]) => [key, { bands, loader: new ResampleLoader(bands, bands[0].projection, mode) }]),
  );
  const bands = image.bands.map((band): Band => {
    const group = loaders.get(plainBand(band).projection.key());
    if (!group) return band;
    return { ...band, type: resampledType(band, mode), pixels: loaded(group.loader, group.bands.indexOf(band)) };
  });
  return image.withBands(bands);
}

/** Resampling: the values between pixels. */
export const IMAGE_RESAMPLE = [
  algorithm({
    name: 'Image.resample',
    description: 'Makes the image interpolate between its pixels (bilinear or bicubic) when it is reprojected.',
    returns: imageType.name,
    parameters: { image: required(imageType), mode: defaulted(t.oneOf('bilinear', 'bicubic'), 'bilinear') },
    examples: [
      {
        args: { image: $call('Image.select', { input: $call('Image.load', { id: 'sample' }), bandSelectors: ['B1'] }) },
        result: {
          ...imageReply({ B1: ['float', [0, 255]] }, SAMPLE_GRID),
          id: 'sample',
          version: 1,
          properties: { a: 1 },
        },
      },
    ],
    run: ({ image, mode }) => {
      return resampled(image, mode);
    },
  }),
];
