import { describe, expect, it } from 'vitest';
import { evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';

type Arguments = { [name: string]: Json };

const reducer = (name: string, args: Arguments = {}): Json => $call(`Reducer.${name}`, args);
const reduce = (list: Json[], by: Json): Promise<Json> =>
  evaluateLanguage(exampleNode('List.reduce', { list, reducer: by }));

const X = [1, 2, 3, 4, 5, 6, 7];
const Y = [2, 1, 4, 3, 7, 5, 5];
const PAIRS = X.map((x, i) => [x, Y[i]]);

/** Expected results of NumPy's lstsq, solve and cov, and of SciPy's circmean, circvar, circstd and f.sf. */
const LSQ = [-0.42857142857142827, 1.6666666666666652, -0.11904761904761885];
const LSQ_RMS = 1.1576424553469733;
const RIDGE = {
  coefficients: [[0.7017543859649122], [1.0501253132832082]],
  residuals: [1.229159150960765],
  pValue: [0.04834081881343114],
};
const COVARIANCE = [
  [4.0, 2.8571428571428563],
  [2.8571428571428563, 3.5510204081632657],
];
const CIRCULAR = [0.3268129241105173, 0.10888396091522445, 0.48016794005447194];
/** One of the points itself: Nelder and Mead's method finds no better one. */
const MEDIAN = [3, 3];

/** Numbers near others, in lists and dictionaries. */
function close(expected: Json): Json {
  if (typeof expected === 'number') return expect.closeTo(expected, 9);
  if (Array.isArray(expected)) return expected.map(close);
  if (typeof expected !== 'object' || expected === null) return expected;
  return Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, close(value)]));
}

describe('statistics, against NumPy and SciPy', () => {
  it.each<[string, Arguments, Json]>([
    ['mean', {}, 27 / 7],
    ['variance', {}, 3.551020408163265],
    ['sampleVariance', {}, 4.142857142857142],
    ['skew', {}, 0.07842393554264497],
    ['kurtosis', {}, -0.9601664684898936],
    ['median', {}, 4],
    ['mode', {}, 5],
    ['percentile', { percentiles: [0, 10, 33, 90, 100] }, { p0: 1, p10: 1.6, p33: 2.98, p90: 5.8, p100: 7 }],
    ['intervalMean', { minPercentile: 20, maxPercentile: 80 }, 4.25],
    ['minMax', {}, { min: 1, max: 7 }],
    ['product', {}, 4200],
    ['countRuns', {}, 6],
    ['countDistinct', {}, 6],
    ['first', {}, 2],
    ['last', {}, 5],
    ['frequencyHistogram', {}, { 1: 1, 2: 1, 3: 1, 4: 1, 5: 2, 7: 1 }],
    ['kendallsCorrelation', {}, { tau: 0.5855400437691199, 'p-value': 0.06831386315089874 }],
    [
      'fixedHistogram',
      { min: 0, max: 6, steps: 3 },
      [
        [0, 1],
        [2, 2],
        [4, 3],
      ],
    ],
    [
      'fixedHistogram',
      { min: 0, max: 6, steps: 3, cumulative: true },
      [
        [0, 1],
        [2, 3],
        [4, 6],
      ],
    ],
    [
      'autoHistogram',
      {},
      [
        [1, 1],
        [2, 1],
        [3, 1],
        [4, 1],
        [5, 2],
        [6, 0],
        [7, 1],
      ],
    ],
    ['allNonZero', {}, 1],
    ['bitwiseAnd', {}, 0],
    ['bitwiseOr', {}, 7],
  ])('%s %j', async (name, args, expected) => {
    expect(await reduce(Y, reducer(name, args))).toEqual(close(expected));
  });

  it.each<[string, Arguments, Json]>([
    ['linearFit', {}, { scale: 0.7142857142857143, offset: 1 }],
    ['pearsonsCorrelation', {}, { correlation: 0.7580980435789033, 'p-value': 0.04828586635568898 }],
    ['spearmansCorrelation', {}, { correlation: 0.8108437164260032, 'p-value': 0.026916328843161995 }],
    ['kendallsCorrelation', { numInputs: 2 }, { tau: 0.5855400437691199, 'p-value': 0.06831386315089874 }],
    ['sensSlope', {}, { slope: 2 / 3, offset: 1 }],
    ['max', { numInputs: 2 }, { max: 7, max1: 5 }],
    ['toList', { tupleSize: 2 }, PAIRS],
  ])('%s of pairs %j', async (name, args, expected) => {
    expect(await reduce(PAIRS, reducer(name, args))).toEqual(close(expected));
  });

  it('regressions', async () => {
    const rows = X.map((x, i) => [1, x, x * x, Y[i]]);
    expect(await reduce(rows, reducer('linearRegression', { numX: 3 }))).toEqual(
      close({ coefficients: [[LSQ[0]], [LSQ[1]], [LSQ[2]]], residuals: [LSQ_RMS] }),
    );
    expect(await reduce(PAIRS, reducer('ridgeRegression', { numX: 1, lambda: 0.5 }))).toEqual(close(RIDGE));
    const outlier = [...X.map((x) => [1, x, 3 + 2 * x]), [1, 4, 500]];
    expect(await reduce(outlier, reducer('robustLinearRegression', { numX: 2 }))).toEqual(
      close({ coefficients: [[3], [2]], residuals: [0] }),
    );
  });

  it('says nothing of too few rows', async () => {
    expect(await reduce([[1, 2, 3]], reducer('linearRegression', { numX: 2 }))).toEqual({
      coefficients: null,
      residuals: null,
    });
    expect(await reduce([], reducer('mean'))).toBeNull();
    expect(await reduce([], reducer('sampleVariance'))).toBeNull();
  });

  it('covariances, centred or not', async () => {
    expect(await reduce(PAIRS, reducer('covariance'))).toEqual(close(COVARIANCE));
    const centred = PAIRS.map(([x, y]) => [x - 4, y - 27 / 7]);
    expect(await reduce(centred, reducer('centeredCovariance'))).toEqual(close(COVARIANCE));
  });

  it('directions', async () => {
    const directions = [0.1, 6.2, 1];
    expect(await reduce(directions, reducer('circularMean'))).toEqual(close(CIRCULAR[0]));
    expect(await reduce(directions, reducer('circularVariance'))).toEqual(close(CIRCULAR[1]));
    expect(await reduce(directions, reducer('circularStddev'))).toEqual(close(CIRCULAR[2]));
  });

  it('the geometric median', async () => {
    const points = [
      [0, 0],
      [10, 0],
      [0, 10],
      [3, 3],
      [8, 1],
    ];
    expect(await reduce(points, reducer('geometricMedian', { numX: 2, eta: 1e-9 }))).toEqual({
      median_0: expect.closeTo(MEDIAN[0], 4),
      median_1: expect.closeTo(MEDIAN[1], 4),
    });
  });
});
