import { BOOLEAN } from '../../../raster/pixel-type.ts';
import { bitsOf } from '../../array/bits.ts';
import { algorithm } from '../../declare.ts';
import { required } from '../../parameter.ts';
import { imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { withDimensions } from './declare.ts';
import { pixelwise } from './pixelwise.ts';

const BITS = withDimensions(BOOLEAN, 1);

/** Integers beyond a long have its outermost bits; fractions are cut off. */
function bitsOfPixel(value: number): bigint {
  return Number.isFinite(value) ? BigInt(Math.trunc(value)) : 0n;
}

/** Bits as arrays. */
export const IMAGE_BITS = [
  algorithm({
    name: 'Image.bitsToArrayImage',
    description: 'The bits of each band of integers as an array, lowest first, up to the highest that is set.',
    returns: imageType.name,
    parameters: { input: required(imageType) },
    examples: [{ args: { input: 6 }, result: imageReply({ constant: ['int', [0, 1], 1] }) }],
    run: ({ input }) => {
      const bands = input.bands.flatMap((band) =>
        pixelwise([band], [{ id: band.id, type: BITS }], (number) => [bitsOf(bitsOfPixel(number.values[0]))]),
      );
      return input.withBands(bands).withoutIdentity();
    },
  }),
];
