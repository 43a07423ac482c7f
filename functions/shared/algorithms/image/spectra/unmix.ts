import { Matrix, pseudoInverse } from 'ml-matrix';
import { wrong } from '../../../errors.ts';
import type { Band } from '../../../raster/image.ts';
import { DOUBLE } from '../../../raster/pixel-type.ts';
import { loaded } from '../../../raster/pixels/node.ts';
import { algorithm } from '../../declare.ts';
import * as t from '../../language/types.ts';
import { defaulted, required } from '../../parameter.ts';
import { imageReply, PAIR } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { NonNegativeLeastSquares } from './non-negative.ts';
import { type SpectralFunction, SpectrumLoader } from './spectrum-loader.ts';

/**
 * The weight of the condition that the fractions add up to 1, beside the spectrum (D. C. Heinz and C.-I Chang, Fully constrained least
 * squares, 2001).
 */
const SUM_WEIGHT = 1e4;

/** Unmixes by the pseudo-inverse. For fractions that add up to 1, the excess of the sum is distributed so that the error grows least. */
function unconstrained(endmembers: Matrix, sumToOne: boolean): SpectralFunction {
  const inverse = pseudoInverse(endmembers);
  const shares = inverse.mmul(inverse.transpose());
  const offs = Array.from({ length: shares.rows }, (_, i) => shares.getRow(i).reduce((sum, value) => sum + value, 0));
  const whole = offs.reduce((sum, value) => sum + value, 0);
  const rows = inverse.to2DArray();
  return (spectrum, results) => {
    let total = 0;
    for (let k = 0; k < rows.length; k++) {
      let sum = 0;
      for (let band = 0; band < spectrum.length; band++) sum += rows[k][band] * spectrum[band];
      results[k] = sum;
      total += sum;
    }
    if (sumToOne) for (let k = 0; k < rows.length; k++) results[k] -= (offs[k] / whole) * (total - 1);
  };
}

function nonNegative(endmembers: Matrix, sumToOne: boolean): SpectralFunction {
  const columns = endmembers.transpose().to2DArray();
  const extra = sumToOne ? SUM_WEIGHT * Math.max(...columns.flat().map(Math.abs)) ** 2 : 0;
  const gram = columns.map((a) =>
    Float64Array.from(columns, (b) => a.reduce((sum, value, i) => sum + value * b[i], extra)),
  );
  const solver = new NonNegativeLeastSquares(gram);
  const products = new Float64Array(columns.length);
  return (spectrum, results) => {
    for (const [k, column] of columns.entries()) {
      products[k] = extra;
      for (let band = 0; band < spectrum.length; band++) products[k] += column[band] * spectrum[band];
    }
    solver.solve(products, results);
  };
}

/** Spectral unmixing: the fractions of materials in a pixel. */
export const UNMIX = [
  algorithm({
    name: 'Image.unmix',
    description: 'Unmixes each pixel by least squares: the fraction of each given spectrum, a band for each.',
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      endmembers: required(t.list(t.list(t.float))),
      sumToOne: defaulted(t.boolean, false),
      nonNegative: defaulted(t.boolean, false),
    },
    examples: [
      {
        args: {
          image: PAIR,
          endmembers: [
            [1, 0],
            [0, 1],
          ],
        },
        result: imageReply({ band_0: ['double'], band_1: ['double'] }),
      },
    ],
    run: ({ image, endmembers, sumToOne, nonNegative: positive }, context) => {
      const { length } = image.bands;
      if (length === 0 || endmembers.length === 0) throw wrong('At least one band and one endmember are needed.');
      const wrongOne = endmembers.find((spectrum) => spectrum.length !== length);
      if (wrongOne)
        throw wrong(`Each endmember must have ${length} values, one for each band. Got ${wrongOne.length}.`);
      if (endmembers.length > length)
        throw wrong(`There must not be more endmembers than bands (${length}). Got ${endmembers.length}.`);
      if (!endmembers.flat().every(Number.isFinite)) throw wrong("'endmembers' must be finite.");
      context.spend(length ** 2 * endmembers.length);
      const matrix = new Matrix(endmembers.map((spectrum) => [...spectrum])).transpose();
      const compute = (positive ? nonNegative : unconstrained)(matrix, sumToOne);
      const loader = new SpectrumLoader(image.bands, endmembers.length, compute);
      const [first] = image.bands;
      const bands = endmembers.map(
        (_, i): Band => ({ ...first, id: `band_${i}`, type: DOUBLE, pixels: loaded(loader, i) }),
      );
      return image.withBands(bands).withoutIdentity();
    },
  }),
];
