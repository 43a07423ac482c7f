import { wrong } from '../../../errors.ts';
import { keptWithin, withFootprint } from '../../../raster/band-footprint.ts';
import { commonFootprint } from '../../../raster/footprint.ts';
import { type Band, Image } from '../../../raster/image.ts';
import { FLOAT, PixelType } from '../../../raster/pixel-type.ts';
import { DisplacedLoader } from '../../../raster/pixels/displaced.ts';
import { loaded } from '../../../raster/pixels/node.ts';
import type { Projection } from '../../../raster/projection.ts';
import { algorithm } from '../../declare.ts';
import * as t from '../../language/types.ts';
import { defaulted, optional, required } from '../../parameter.ts';
import { namedLoader } from '../../vector-image/named-loader.ts';
import { imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { resampledType } from '../resample.ts';
import { paired } from './cross-correlation.ts';
import { DisplacementLoader } from './displacement-loader.ts';

/** Patches in pixels: the least, the most, and what is taken for each pixel of the largest offset. */
const SMALLEST = 8;
const LARGEST = 512;
const PATCH_PER_OFFSET = 4;
const USUAL = { least: 32, most: 128 };
/** Largest offset, in pixels. */
const MOST_OFFSET = 256;

interface Options {
  readonly maxOffset: number;
  readonly patchWidth: number | null;
  readonly stiffness: number;
}

/** The displacement's bands: dx, dy and confidence. */
function displacement(
  name: string,
  image: Image,
  reference: Image,
  output: Projection | null,
  { maxOffset, patchWidth, stiffness }: Options,
): Band[] {
  const pair = paired(reference, image);
  const [first] = pair.a;
  if (!(maxOffset >= 0 && maxOffset < Infinity)) throw wrong(`Must not be negative. Got ${maxOffset}.`, 'maxOffset');
  if (!(stiffness >= 0 && stiffness <= 10)) throw wrong(`Must be from 0 to 10. Got ${stiffness}.`, 'stiffness');
  if (patchWidth !== null && !(patchWidth > 0 && patchWidth < Infinity))
    throw wrong(`Must be positive. Got ${patchWidth}.`, 'patchWidth');
  const scales = [first.projection, pair.b[0].projection, ...(output === null ? [] : [output])];
  const scale = Math.max(...scales.map((projection) => projection.nominalScale()));
  const most = Math.ceil(maxOffset / scale);
  if (most > MOST_OFFSET)
    throw wrong(`The offset is ${most} pixels of ${scale} m; at most ${MOST_OFFSET} are searched.`, 'maxOffset');
  const usual = Math.min(USUAL.most, Math.max(USUAL.least, PATCH_PER_OFFSET * most));
  const patch = Math.min(LARGEST, Math.max(SMALLEST, patchWidth === null ? usual : Math.round(patchWidth / scale)));
  const projection = output ?? first.projection;
  const loader = new DisplacementLoader({
    pair,
    projection: first.projection.atScale(scale),
    output: projection.crs,
    patch,
    most,
    stiffness,
  });
  const footprint = [...pair.a, ...pair.b].map((band) => band.footprint).reduce(commonFootprint);
  const types = { dx: FLOAT, dy: FLOAT, confidence: new PixelType('float', 0, 1) };
  return Object.entries(types).map(([id, type], i) => {
    const pixels = loaded(namedLoader(name, loader), i);
    return keptWithin(withFootprint({ id, type, projection, pixels }, footprint));
  });
}

const SHARED = {
  patchWidth: optional(t.float, 'Width of the patches that are compared, in metres; four times the offset by default.'),
  stiffness: defaulted(t.float, 5),
};

/** Images brought to fit others. */
export const REGISTRATION = [
  algorithm({
    name: 'Image.displacement',
    description:
      'The displacement between an image and a reference: metres along the axes of a projection (dx, dy), and a confidence. Patches are matched by correlation, from coarse to fine, on a lattice.',
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      referenceImage: required(imageType),
      maxOffset: required(t.float, 'The largest displacement, in metres.'),
      projection: optional(t.projection, "The reference's by default."),
      ...SHARED,
    },
    examples: [
      {
        args: { image: 1, referenceImage: 2, maxOffset: 500_000 },
        result: imageReply({ dx: ['float'], dy: ['float'], confidence: ['float', [0, 1]] }),
      },
    ],
    run: ({ image, referenceImage, projection, ...options }) =>
      new Image(displacement('Image.displacement', image, referenceImage, projection, options)),
  }),
  algorithm({
    name: 'Image.register',
    description: 'The image moved onto a reference by the displacement between them, interpolated between pixels.',
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      referenceImage: required(imageType),
      maxOffset: required(t.float, 'The largest displacement, in metres.'),
      ...SHARED,
    },
    examples: [
      {
        args: { image: 1, referenceImage: 2, maxOffset: 500_000 },
        result: imageReply({ constant: ['float'] }),
      },
    ],
    run: ({ image, referenceImage, ...options }) => {
      const [x, y] = displacement('Image.register', image, referenceImage, null, options);
      const loader = new DisplacedLoader(image.bands, [x, y], x.projection.crs, 'bicubic');
      const bands = image.bands.map((band, i): Band => {
        return { ...band, type: resampledType(band, 'bicubic'), pixels: loaded(loader, i) };
      });
      return image.withBands(bands).withoutIdentity();
    },
  }),
];
