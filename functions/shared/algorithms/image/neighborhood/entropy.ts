import { wrong } from '../../../errors.ts';
import { FLOAT } from '../../../raster/pixel-type.ts';
import { float } from '../../../values/number.ts';
import { algorithm } from '../../declare.ts';
import { $call } from '../../example.ts';
import { kernelType } from '../../kernel/kernel-type.ts';
import { required } from '../../parameter.ts';
import { numberReducer } from '../../reducer/kinds.ts';
import { imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { reduceEachBand } from './reduce.ts';

/** Shannon's entropy of the values in bits: the negative sum of p log2(p) over the shares of each. */
const ENTROPY = numberReducer(
  'entropy',
  () => {
    const counts = new Map<number, number>();
    let total = 0;
    return {
      add(value) {
        counts.set(value, (counts.get(value) ?? 0) + 1);
        total++;
      },
      results() {
        if (total === 0) return [null];
        let bits = 0;
        for (const count of counts.values()) bits -= (count / total) * Math.log2(count / total);
        return [float(bits)];
      },
    };
  },
  { type: () => FLOAT },
);

/** The entropy of neighbourhoods. */
export const IMAGE_ENTROPY = [
  algorithm({
    name: 'Image.entropy',
    description: 'The entropy in bits of the integers around each pixel, band by band.',
    returns: imageType.name,
    parameters: { image: required(imageType), kernel: required(kernelType) },
    examples: [
      {
        args: { image: 7, kernel: $call('Kernel.square', { radius: 1 }) },
        result: imageReply({ constant: ['float'] }),
      },
    ],
    run: ({ image, kernel }) => {
      const other = image.bands.find((band) => band.type.precision !== 'int');
      if (other) throw wrong(`The bands must be of integers. The band '${other.id}' is not.`);
      return reduceEachBand(image, ENTROPY, kernel).withoutIdentity();
    },
  }),
];
