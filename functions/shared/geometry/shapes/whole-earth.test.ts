import { describe, expect, it } from 'vitest';
import { $call, exampleNode } from '../../algorithms/example.ts';
import { evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';

type Args = { [name: string]: Json };

const EARTH = 510_065_621_724_088;
const box = (west: number, south: number, east: number, north: number) =>
  $call('GeometryConstructors.BBox', { west, south, east, north });
const rectangle = (...coordinates: number[]) =>
  $call('GeometryConstructors.Rectangle', { coordinates, geodesic: false });
const run = (name: string, args: Args) => evaluateLanguage(exampleNode(name, args));
const areaOf = async (geometry: Json) => (await run('Geometry.area', { geometry })) as number;
const small = rectangle(10, 10, 11, 11);

describe.each<[string, Json]>([
  ['as a box', box(-180, -90, 180, 90)],
  ['as a planar rectangle', rectangle(-180, -90, 180, 90)],
  ['from 0 to 360 degrees', rectangle(0, -90, 360, 90)],
])('all of the Earth, %s', (_, earth) => {
  it.each([1, -1, 1000, -1000, 1e6, -1e6])('is its own buffer by %d m', async (distance) => {
    const start = performance.now();
    expect(Math.abs((await areaOf($call('Geometry.buffer', { geometry: earth, distance }))) / EARTH - 1)).toBeLessThan(
      1e-9,
    );
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('has what is on it in common with anything', async () => {
    expect(await areaOf(earth)).toBeCloseTo(EARTH, -1);
    const area = await areaOf(small);
    const of = (name: string, left: Json, right: Json) => areaOf($call(`Geometry.${name}`, { left, right }));
    expect((await of('intersection', earth, small)) / area).toBeCloseTo(1, 9);
    expect((await of('difference', earth, small)) / (EARTH - area)).toBeCloseTo(1, 9);
    expect((await of('union', small, earth)) / EARTH).toBeCloseTo(1, 9);
    expect(await of('difference', small, earth)).toBe(0);
    const all = { left: earth, right: small };
    expect(await run('Geometry.contains', all)).toBe(true);
    expect(await run('Geometry.containedIn', all)).toBe(false);
    expect(await run('Geometry.disjoint', all)).toBe(false);
    expect(await run('Geometry.distance', all)).toBe(0);
  });
});

it('an area around the Earth grows to its poleward sides only', async () => {
  // The cap beyond 89 degrees, all around: its border is a parallel, its sides on the 180th meridian are not.
  const cap = rectangle(-180, 89, 180, 90);
  const grown = $call('Geometry.buffer', { geometry: cap, distance: 10_000, maxError: 100 });
  const whole = $call('Geometry.buffer', {
    geometry: $call('GeometryConstructors.Point', { coordinates: [0, 90] }),
    distance: 121_693.5,
  });
  expect((await areaOf(grown)) / (await areaOf(whole))).toBeCloseTo(1, 2);
});
