import { describe, expect, it } from 'vitest';
import { evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';

type Arguments = { readonly [name: string]: Json };

const run = (name: string, args: Arguments): Promise<Json> => evaluateLanguage(exampleNode(name, args));

/** Two heaps: five features around 0, five around 100. */
const FEATURES = $call('Collection.fromColumns', {
  columns: [
    [0, 1, 2, 3, 4, 100, 101, 102, 103, 104],
    [5, 4, 6, 5, 4, 90, 91, 92, 90, 93],
  ],
  propertyNames: ['a', 'b'],
});

async function clusters(clusterer: Json): Promise<number[]> {
  const trained = $call('Clusterer.train', { clusterer, features: FEATURES });
  const collection = $call('FeatureCollection.cluster', { features: FEATURES, clusterer: trained });
  return (await run('AggregateFeatureCollection.array', { collection, property: 'cluster' })) as number[];
}

describe('clusterers', () => {
  it.each<[string, Arguments]>([
    ['wekaKMeans', { nClusters: 2 }],
    ['wekaKMeans', { nClusters: 2, init: 1, distanceFunction: 'Manhattan', maxIterations: 5 }],
    ['wekaKMeans', { nClusters: 2, init: 2 }],
    ['wekaCascadeKMeans', { maxClusters: 3, init: true }],
    ['wekaXMeans', { maxClusters: 2 }],
    ['wekaLVQ', { numClusters: 2, learningRate: 0.5, epochs: 20 }],
    ['wekaCobweb', { acuity: 10, cutoff: 0.01 }],
  ])('%s %j separates two heaps', async (name, args) => {
    const found = await clusters($call(`Clusterer.${name}`, args));
    const low = new Set(found.slice(0, 5));
    expect(found.slice(5).some((cluster) => low.has(cluster))).toBe(false);
    expect(Math.min(...found)).toBe(0);
  });

  it('are the same for the same seed', async () => {
    const of = (seed: number) => clusters($call('Clusterer.wekaKMeans', { nClusters: 4, seed }));
    expect(await of(3)).toEqual(await of(3));
  });

  it.each<[string, Arguments, string]>([
    ['wekaKMeans', { nClusters: 0 }, "'nClusters' must be at least 1. Got 0."],
    ['wekaKMeans', { nClusters: 1e6 }, "'nClusters' must be at most 10000."],
    ['wekaKMeans', { nClusters: 2, init: 4 }, "'init' must be 0, 1, 2 or 3. Got 4."],
    ['wekaKMeans', { nClusters: 2, distanceFunction: 'x' }, 'Unknown distanceFunction'],
    ['wekaCascadeKMeans', { minClusters: 5, maxClusters: 4 }, "'maxClusters' must be at least 5. Got 4."],
    ['wekaXMeans', { cutoffFactor: 2 }, "'cutoffFactor' must be above 0 and at most 1"],
    ['wekaLVQ', { learningRate: 0 }, "'learningRate' must be above 0"],
    ['wekaCobweb', { acuity: 0 }, "'acuity' must be above 0"],
  ])('%s %j is refused', async (name, args, message) => {
    await expect(run(`Clusterer.${name}`, args)).rejects.toThrow(`Clusterer.${name}: ${message}`);
  });

  it('cannot ask somebody for the number of clusters', async () => {
    await expect(run('Clusterer.wekaCascadeKMeans', { manual: true })).rejects.toThrow(/by hand/);
  });

  it('need training', async () => {
    const clusterer = $call('Clusterer.wekaKMeans', { nClusters: 2 });
    await expect(run('Clusterer.schema', { clusterer })).rejects.toThrow(
      'Clusterer.schema: The clusterer wekaKMeans has not been trained.',
    );
  });
});
