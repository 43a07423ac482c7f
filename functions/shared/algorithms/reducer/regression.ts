import { wrong } from '../../errors.ts';
import { DOUBLE } from '../../raster/pixel-type.ts';
import type { Value } from '../../values/value.ts';
import { ArrayValue } from '../array/array-value.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { tupleReducer } from './kinds.ts';
import { LeastSquares } from './least-squares.ts';
import { PairMoments } from './linear-fit.ts';
import type { Reducer } from './reducer.ts';
import { arrays } from './result-types.ts';
import { fisherAbove } from './statistics/distributions.ts';

/** Most variables of a regression: its work grows with their square. */
const MAX_VARIABLES = 1000;
const OUTPUTS = ['coefficients', 'residuals'];
/** The most rounds of looking for outliers. */
const MAX_ROUNDS = 50;

function checkVariables(numX: number, numY: number): void {
  if (numX < 1 || numY < 1 || numX + numY > MAX_VARIABLES) {
    throw wrong(
      `'numX' and 'numY' must be at least 1, and ${MAX_VARIABLES} together at most. Got ${numX} and ${numY}.`,
    );
  }
}

function vector(values: readonly number[]): ArrayValue {
  return new ArrayValue([values.length], Float64Array.from(values), DOUBLE);
}

function rootMeanSquares(sums: readonly number[], weight: number): ArrayValue {
  return vector(sums.map((sum) => Math.sqrt(sum / weight)));
}

/** Coefficients and residuals; nulls if there are too few rows. */
function fitted(squares: LeastSquares): Value[] {
  const coefficients = squares.solve();
  if (coefficients === null) return [null, null];
  return [
    new ArrayValue([squares.columns, squares.targets], coefficients, DOUBLE),
    rootMeanSquares(squares.residuals(coefficients), squares.weight),
  ];
}

function linear(numX: number, numY: number): Reducer {
  return tupleReducer(
    'linearRegression',
    numX + numY,
    OUTPUTS,
    () => {
      const squares = new LeastSquares(numX, numY);
      return { add: (row, weight) => squares.add(row, weight), results: () => fitted(squares) };
    },
    { weighted: true, types: arrays(2, 1) },
  );
}

/** Ridge regression with an intercept, which comes last and is not penalized. */
function ridge(numX: number, numY: number, lambda: number): Reducer {
  return tupleReducer(
    'ridgeRegression',
    numX + numY,
    [...OUTPUTS, 'pValue'],
    () => {
      const squares = new LeastSquares(numX + 1, numY);
      const totals = Array.from({ length: numY }, () => new PairMoments());
      return {
        add: (row) => {
          squares.add([...row.slice(0, numX), 1, ...row.slice(numX)]);
          totals.forEach((total, target) => {
            total.add(0, row[numX + target], 1);
          });
        },
        results: () => {
          if (squares.count < numX + 1) return [null, null, null];
          const held = squares.copy();
          for (let k = 0; k < numX; k++) {
            const wish = new Array<number>(numX + 1 + numY).fill(0);
            held.rotateIn(wish.with(k, 1), lambda);
          }
          const coefficients = held.solve();
          if (coefficients === null) return [null, null, null];
          const sums = squares.residuals(coefficients);
          const freedom = squares.count - numX - 1;
          const pValues = sums.map((sum, target) => {
            const explained = (totals[target].yy - sum) / numX;
            return freedom < 1 ? Number.NaN : fisherAbove(Math.max(0, explained / (sum / freedom)), numX, freedom);
          });
          return [
            new ArrayValue([numX + 1, numY], coefficients, DOUBLE),
            rootMeanSquares(sums, squares.weight),
            vector(pValues),
          ];
        },
      };
    },
    { types: arrays(2, 1, 1) },
  );
}

/**
 * Least squares without outliers: rows whose residuals are too large get no weight, until the same ones are left out twice (Talwar's
 * cost: Hinich and Talwar, "A simple method for robust regression", 1975).
 */
function robust(numX: number, numY: number, beta: number | null): Reducer {
  return tupleReducer(
    'robustLinearRegression',
    numX + numY,
    OUTPUTS,
    () => {
      const rows: (readonly number[])[] = [];
      const regress = (kept: readonly boolean[]): LeastSquares => {
        const squares = new LeastSquares(numX, numY);
        rows.forEach((row, i) => {
          if (kept[i]) squares.add(row);
        });
        return squares;
      };
      return {
        add: (row) => {
          rows.push(row);
        },
        results: () => {
          // Residuals of a perfect fit are rounding errors, none of which is an outlier.
          const rounding = 2 ** -40 * rows.reduce((most, row) => Math.max(most, ...row.map(Math.abs)), 0);
          let kept = rows.map(() => true);
          let squares = regress(kept);
          for (let round = 0; round < MAX_ROUNDS; round++) {
            const coefficients = squares.solve();
            if (coefficients === null) break;
            const errors = rows.map((row) => rowError(row, coefficients, numX, numY));
            const margin = Math.max(beta ?? TALWAR * spreadOf(errors), rounding);
            const next = errors.map((error) => error <= margin);
            const refit = regress(next);
            // Leaving out more than can be spared says nothing: what was found before stands.
            if (next.every((keep, i) => keep === kept[i]) || refit.solve() === null) break;
            [kept, squares] = [next, refit];
          }
          return fitted(squares);
        },
      };
    },
    { types: arrays(2, 1) },
  );
}

/** The margin in standard deviations at which Talwar's cost is 95 % as efficient as least squares for normal errors. */
const TALWAR = 2.795;

/** The root mean square of a row's residuals over the targets. */
function rowError(row: readonly number[], coefficients: Float64Array, numX: number, numY: number): number {
  let sum = 0;
  for (let target = 0; target < numY; target++) {
    let error = row[numX + target];
    for (let k = 0; k < numX; k++) error -= row[k] * coefficients[k * numY + target];
    sum += error * error;
  }
  return Math.sqrt(sum / numY);
}

/** The standard deviation of normal errors whose median size is that of these. */
function spreadOf(errors: readonly number[]): number {
  const sorted = Float64Array.from(errors).sort();
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return median / 0.6744897501960817;
}

/** Regressions of several variables. */
export const REGRESSION_REDUCERS = [
  algorithm({
    name: 'Reducer.linearRegression',
    description: 'Coefficients of a linear least squares regression, and the root mean square of the residuals.',
    returns: 'Reducer',
    parameters: { numX: required(t.integer), numY: defaulted(t.integer, 1) },
    examples: [{ args: { numX: 2 }, result: { type: 'Reducer.linearRegression', inputs: 3, outputs: OUTPUTS } }],
    run: ({ numX, numY }) => {
      checkVariables(numX, numY);
      return linear(numX, numY);
    },
  }),
  algorithm({
    name: 'Reducer.ridgeRegression',
    description:
      'A regression with an intercept (last) whose coefficients are held small, with residuals and p-values.',
    returns: 'Reducer',
    parameters: { numX: required(t.integer), numY: defaulted(t.integer, 1), lambda: defaulted(t.float, 0.1) },
    examples: [
      {
        args: { numX: 2 },
        result: { type: 'Reducer.ridgeRegression', inputs: 3, outputs: [...OUTPUTS, 'pValue'] },
      },
    ],
    run: ({ numX, numY, lambda }) => {
      checkVariables(numX, numY);
      if (!(lambda >= 0)) throw wrong(`'lambda' must not be negative. Got ${lambda}.`);
      return ridge(numX, numY, lambda);
    },
  }),
  algorithm({
    name: 'Reducer.robustLinearRegression',
    description: 'A linear regression that leaves out the rows whose residuals are greater than a margin.',
    returns: 'Reducer',
    parameters: { numX: required(t.integer), numY: defaulted(t.integer, 1), beta: optional(t.float) },
    examples: [{ args: { numX: 1 }, result: { type: 'Reducer.robustLinearRegression', inputs: 2, outputs: OUTPUTS } }],
    run: ({ numX, numY, beta }) => {
      checkVariables(numX, numY);
      return robust(numX, numY, beta);
    },
  }),
];
