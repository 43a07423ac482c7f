import { wrong } from '../../../errors.ts';
import type { Affine } from '../../../raster/affine.ts';
import { apply } from '../../../raster/affine.ts';
import { keptWithin } from '../../../raster/band-footprint.ts';
import type { Band } from '../../../raster/image.ts';
import { DisplacedLoader } from '../../../raster/pixels/displaced.ts';
import { loaded } from '../../../raster/pixels/node.ts';
import { Projection } from '../../../raster/projection.ts';
import { algorithm } from '../../declare.ts';
import { $call } from '../../example.ts';
import * as t from '../../language/types.ts';
import { defaulted, optional, required } from '../../parameter.ts';
import { imageReply, PAIR } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { firstBand, plainBand } from '../needed-bands.ts';
import { resampledType } from '../resample.ts';
import { moved } from './move.ts';

const MODES = ['nearest_neighbor', 'bilinear', 'bicubic'] as const;

/** A projection whose pixels are moved along its axes, by metres, or by columns and rows. */
function shifted({ crs, transform }: Projection, x: number, y: number, units: string): Projection {
  const [a, b, c, d, e, f]: Affine = transform;
  const [dx, dy] =
    units === 'pixels' ? apply([a, b, 0, d, e, 0], x, y) : [x / crs.metersPerUnit, y / crs.metersPerUnit];
  return new Projection(crs, [a, b, c + dx, d, e, f + dy]);
}

/** Images whose pixels are moved. */
export const IMAGE_WARPS = [
  algorithm({
    name: 'Image.translate',
    description: 'The image moved in the plane of a projection, by metres along its axes or by columns and rows.',
    returns: imageType.name,
    parameters: {
      input: required(imageType),
      x: required(t.float),
      y: required(t.float),
      units: defaulted(t.oneOf('meters', 'pixels'), 'meters'),
      proj: optional(t.projection, "The first band's by default."),
    },
    examples: [
      {
        args: { input: 7, x: 2, y: -1, units: 'pixels' },
        result: imageReply({ constant: ['int', [7, 7]] }, { transform: [1, 0, 2, 0, 1, -1] }),
      },
    ],
    run: ({ input, x, y, units, proj }) => {
      const projection = proj ?? firstBand(input).projection;
      for (const [name, value] of [['x', x] as const, ['y', y] as const]) {
        if (!Number.isFinite(value)) throw wrong(`'${name}' must be finite. Got ${value}.`);
      }
      return moved(input, projection, shifted(projection, x, y, units));
    },
  }),
  algorithm({
    name: 'Image.changeProj',
    description: 'The image with each pixel moved from its coordinates in one projection to the same ones in another.',
    returns: imageType.name,
    parameters: { input: required(imageType), srcProj: required(t.projection), dstProj: required(t.projection) },
    examples: [
      {
        args: { input: 7, srcProj: 'EPSG:4326', dstProj: 'EPSG:3857' },
        result: imageReply({ constant: ['int', [7, 7]] }, { crs: 'EPSG:3857' }),
      },
    ],
    run: ({ input, srcProj, dstProj }) => moved(input, srcProj, dstProj),
  }),
  algorithm({
    name: 'Image.displace',
    description:
      'Warps the image: each pixel is taken from the position to which a displacement in metres points, interpolated between pixels.',
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      displacement: required(imageType),
      mode: defaulted(t.oneOf(...MODES), 'bicubic'),
      maxOffset: optional(t.float),
    },
    examples: [
      {
        args: { image: $call('Image.constant', { value: 7 }), displacement: PAIR, mode: 'nearest_neighbor' },
        result: imageReply({ constant: ['int', [7, 7]] }),
      },
    ],
    run: ({ image, displacement, mode: name, maxOffset }) => {
      const mode = name === 'nearest_neighbor' ? 'nearest' : name;
      if (maxOffset !== null && !(maxOffset >= 0)) throw wrong(`'maxOffset' must not be negative. Got ${maxOffset}.`);
      const [x, y] = displacement.bands;
      if (!x || !y) throw wrong(`'displacement' must have two bands. Got ${displacement.bands.length}.`);
      for (const band of [...image.bands, x, y]) plainBand(band);
      const loader = new DisplacedLoader(image.bands, [x, y], x.projection.crs, mode);
      const bands = image.bands.map((band, i): Band => {
        const type = mode === 'nearest' ? band.type : resampledType(band, mode);
        return keptWithin({ ...band, type, pixels: loaded(loader, i) });
      });
      return image.withBands(bands).withoutIdentity();
    },
  }),
];
