import { describe, expect, it } from 'vitest';
import { plotted } from './chart-data.ts';

const rows = (...properties: object[]) => ({
  type: 'FeatureCollection',
  features: properties.map((each) => ({ properties: each })),
});

describe('the numbers of a chart', () => {
  it('of features, by a text: each number is a series', () => {
    const value = rows({ x: 'P1', B2: 1, B10: 3, name: 'a' }, { x: 'P2', B2: 2, B10: null });
    expect(plotted(value, { kind: 'features', x: 'x', series: [], time: false })).toEqual({
      x: [0, 1],
      labels: ['P1', 'P2'],
      isTime: false,
      series: [
        { name: 'B2', values: [1, 2] },
        { name: 'B10', values: [3, null] },
      ],
    });
  });

  it('of features, by a time: in seconds', () => {
    const value = rows({ x: 86_400_000, a: 1, b: 2 });
    expect(plotted(value, { kind: 'features', x: 'x', series: ['b'], time: true })).toEqual({
      x: [86_400],
      labels: undefined,
      isTime: true,
      series: [{ name: 'b', values: [2] }],
    });
  });

  it('of regions: a series each, with gaps', () => {
    const value = rows({ x: 1, s: 'north', value: 5 }, { x: 2, s: 'north', value: 6 }, { x: 2, s: 'south', value: 7 });
    expect(plotted(value, { kind: 'regions', x: 'x', series: 's', band: 'value', time: false })).toMatchObject({
      x: [1, 2],
      series: [
        { name: 'north', values: [5, 6] },
        { name: 'south', values: [null, 7] },
      ],
    });
  });

  it('of histograms: buckets of the widest', () => {
    const value = {
      fine: { bucketMeans: [0.5, 1.5, 2.5], bucketWidth: 1, histogram: [1, 2, 4] },
      coarse: { bucketMeans: [1, 3], bucketWidth: 2, histogram: [10, 20] },
      masked: null,
    };
    expect(plotted(value, { kind: 'histogram' })).toEqual({
      x: [1, 3],
      labels: undefined,
      isTime: false,
      series: [
        { name: 'fine', values: [3, 4] },
        { name: 'coarse', values: [10, 20] },
      ],
    });
  });

  it('of arrays, along either axis', () => {
    const columns = plotted([[1, 2], [3, 4]], { kind: 'array', axis: 0, labels: [] }); // biome-ignore format: a matrix
    expect(columns.series.map(({ values }) => values)).toEqual([[1, 3], [2, 4]]); // biome-ignore format: a matrix
    const lines = plotted([[1, 2, 5], [3, 4, 6]], { kind: 'array', axis: 1, labels: ['a', 'b', 'c'] }); // biome-ignore format: a matrix
    expect(lines).toMatchObject({ labels: ['a', 'b', 'c'], series: [{ values: [1, 2, 5] }, { values: [3, 4, 6] }] });
    expect(plotted([7, 8], { kind: 'array', axis: 0, labels: [] }).series).toEqual([{ name: '0', values: [7, 8] }]);
  });

  it('of nothing: it is said', () => {
    expect(() => plotted(rows(), { kind: 'features', x: 'x', series: [], time: false })).toThrow(
      'the collection is empty',
    );
    expect(() => plotted({ B1: null }, { kind: 'histogram' })).toThrow('no pixel was found');
  });
});
