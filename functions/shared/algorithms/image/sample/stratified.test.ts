import { describe, expect, it } from 'vitest';
import { evaluateLanguage } from '../../../expression/language.testing.ts';
import type { Json } from '../../../values/value.ts';
import { $call, exampleNode } from '../../example.ts';

/** Ten columns of pixels of a degree: class 0 in the first eight, class 1 in the others. */
const columns = $call('Image.floor', {
  value: $call('Image.select', { input: $call('Image.pixelLonLat', {}), bandSelectors: ['longitude'] }),
});
const classes = $call('Image.rename', { input: $call('Image.gte', { image1: columns, image2: 8 }), names: ['class'] });
const region = $call('GeometryConstructors.Rectangle', { coordinates: [0, 0, 10, 10], geodesic: false });
const image = $call('Image.addBands', { dstImg: classes, srcImg: columns });

type Sample = { class: number; longitude: number };

async function sample(args: { [name: string]: Json }): Promise<Sample[]> {
  const reply = await evaluateLanguage(exampleNode('Image.stratifiedSample', { image, region, numPoints: 5, ...args }));
  return (reply as unknown as { features: { properties: Sample }[] }).features.map(({ properties }) => properties);
}

const counts = (samples: readonly Sample[]) =>
  [0, 1].map((value) => samples.filter((each) => each.class === value).length);

describe('stratified samples', () => {
  it('have so many pixels of each class', async () => {
    const samples = await sample({});
    expect(counts(samples)).toEqual([5, 5]);
    for (const { class: value, longitude } of samples) expect(longitude >= 8).toBe(value === 1);
  });

  it('have all pixels of a class that is rarer', async () => {
    expect(counts(await sample({ numPoints: 30 }))).toEqual([30, 20]);
  });

  it('have other numbers for some classes', async () => {
    expect(counts(await sample({ classValues: [1], classPoints: [2] }))).toEqual([5, 2]);
    expect(counts(await sample({ classValues: [0, 1], classPoints: [0, 3] }))).toEqual([0, 3]);
    await expect(sample({ classValues: [1] })).rejects.toThrow(
      "Image.stratifiedSample: 'classValues' and 'classPoints' must have the same length, or both be null.",
    );
  });

  it('are the same for the same seed, and others for others', async () => {
    expect(await sample({ seed: 3 })).toEqual(await sample({ seed: 3 }));
    expect(await sample({ seed: 3 })).not.toEqual(await sample({ seed: 4 }));
  });

  it('leave pixels out that are masked in any band', async () => {
    const few = $call('Image.updateMask', { image: columns, mask: $call('Image.eq', { image1: columns, image2: 9 }) });
    const masked = $call('Image.addBands', { dstImg: classes, srcImg: few });
    expect(counts(await sample({ image: masked }))).toEqual([0, 5]);
    expect((await sample({ image: masked, dropNulls: false })).length).toBe(10);
  });

  it('take the class from a band', async () => {
    expect((await sample({ classBand: 'longitude', numPoints: 1 })).map(({ longitude }) => longitude).sort()).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
  });
});
