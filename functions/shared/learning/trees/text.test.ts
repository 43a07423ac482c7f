import { describe, expect, it } from 'vitest';
import { predictAll } from '../predictor.ts';
import { blobs, free, samplesOf } from '../samples.testing.ts';
import { rowsOf } from '../samples.ts';
import { treesFromText } from './from-text.ts';
import { cartLearner } from './learners.ts';

function predicted(texts: readonly string[], rows: readonly number[], mode: 'CLASSIFICATION' | 'REGRESSION' | 'RAW') {
  const { model, names } = treesFromText(texts);
  return [...predictAll(model.predictor(mode), Float64Array.from(rows), names.length)];
}

/** print(rpart(Species ~ ., iris)) in R, the species as numbers. */
const IRIS = `n= 150

node), split, n, deviance, yval
      * denotes a terminal node

1) root 150 100 0 (0.33333333 0.33333333 0.33333333)
  2) Petal.Length< 2.45 50   0 0 (1.00000000 0.00000000 0.00000000) *
  3) Petal.Length>=2.45 100  50 1 (0.00000000 0.50000000 0.50000000)
    6) Petal.Width< 1.75 54   5 1 (0.00000000 0.90740741 0.09259259) *
    7) Petal.Width>=1.75 46   1 2 (0.00000000 0.02173913 0.97826087) *`;

describe('trees as texts', () => {
  it('are read as R prints them', () => {
    expect(treesFromText([IRIS]).names).toEqual(['Petal.Length', 'Petal.Width']);
    const rows = [2.44, 0, 2.45, 1.7, 5, 1.75, 5, 1.7499];
    expect(predicted([IRIS], rows, 'CLASSIFICATION')).toEqual([0, 1, 2, 1]);
  });

  it('are read as people write them: no spaces, the larger side first, any order of lines', () => {
    const text = '3) a<=-1.5e0 9999 9999 4 *\n1) root 9999 9999 9999\n2) a>-1.5 9999 9999 0.5 *\n';
    expect(predicted([text], [-1.5, -1.49, Number.NaN], 'REGRESSION')).toEqual([4, 0.5, 4]);
  });

  it('may be a root alone', () => {
    expect(treesFromText(['1) root 9 0 3 *']).names).toEqual([]);
    expect([...treesFromText(['1) root 9 0 3 *']).labels]).toEqual([3]);
  });

  it('tell what is below 0 and -0 from what is not', () => {
    const text = '1) root 9 9 9\n2) a<0 9 9 1 *\n3) a>=0 9 9 2 *';
    expect(predicted([text], [-Number.MIN_VALUE, 0, -0, Number.MIN_VALUE], 'CLASSIFICATION')).toEqual([1, 2, 2, 2]);
  });

  it('decide by most votes, or by the mean', () => {
    const tree = (at: number) => `1) root 9 9 9\n2) a<=${at} 9 9 1 *\n3) a>${at} 9 9 4 *`;
    expect(predicted([tree(1), tree(2), tree(3)], [0, 1.5, 2.5, 9], 'CLASSIFICATION')).toEqual([1, 1, 4, 4]);
    expect(predicted([tree(1), tree(2), tree(3)], [0, 1.5, 2.5, 9], 'REGRESSION')).toEqual([1, 2, 3, 4]);
    expect(predicted([tree(1), tree(2)], [1.5], 'RAW')).toEqual([4, 1]);
  });

  it.each([
    ['', 'no root'],
    ['2) a<=1 9 9 1 *', 'no root'],
    ['1) root 9 9 9\n2) a<=1 9 9 1 *', 'one child only'],
    ['1) root 9 9 9\n2) a<=1 9 9 1 *\n3) a>2 9 9 1 *', 'opposite conditions'],
    ['1) root 9 9 9\n2) a<=1 9 9 1 *\n3) b>1 9 9 1 *', 'opposite conditions'],
    ['1) root 9 9 9\n2) a<=1 9 9 1 *\n2) a>1 9 9 1 *', 'two nodes 2'],
    ['1) root 9 9 9\n4) a<=1 9 9 1 *\n5) a>1 9 9 1 *', 'one child only|no parent|not understood'],
    ['1) root 9 9 1 *\n4) a<=1 9 9 1 *', 'no parent'],
    ['1) root', 'not understood'],
    ['1) root 9 9 9\n2) a<=1 9 9 setosa *\n3) a>1 9 9 virginica *', 'not understood'],
    ['1) root 9 9 9\n2) a=b,c 9 9 1 *\n3) a=d 9 9 1 *', 'not understood'],
  ])('refuses %j', (text, message) => {
    expect(() => treesFromText([text])).toThrow(new RegExp(message));
  });

  it('are printed so that they are read as the same', () => {
    const samples = blobs(
      [
        [0, 0],
        [3, 1],
        [1, 4],
      ],
      60,
      3,
    );
    const model = cartLearner({ minLeaf: 2, maxLeaves: Infinity }).learn(samples, 'CLASSIFICATION', free);
    const text = model.explain(['a', 'b']).get('tree') as string;
    const given = treesFromText([text]);
    const order = given.names.map((name) => samples.columns[name === 'a' ? 0 : 1]);
    expect([...predictAll(given.model.predictor('CLASSIFICATION'), rowsOf(order), order.length)]).toEqual([
      ...predictAll(model.predictor('CLASSIFICATION'), rowsOf(samples.columns), 2),
    ]);
  });

  it('name samples, wrong ones, the class, and the share of each', () => {
    const samples = samplesOf([
      [1, 0],
      [2, 0],
      [3, 0],
      [3, 4],
      [5, 4],
    ]);
    const model = cartLearner({ minLeaf: 1, maxLeaves: 2 }).learn(samples, 'CLASSIFICATION', free);
    expect(model.explain(['NIR']).get('tree')).toBe(
      '1) root 5 2 0 (0.6 0.4)\n  2) NIR<=2.5 2 0 0 (1 0) *\n  3) NIR>2.5 3 1 4 (0.33333 0.66667) *\n',
    );
  });
});
