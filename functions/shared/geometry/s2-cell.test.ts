import { describe, expect, it } from 'vitest';
import type { Geometry } from './geometry.ts';
import { areaOf, EARTH_AREA } from './measure/area.ts';
import { positionsOf } from './positions.ts';
import { contains } from './predicates.ts';
import { pointOf } from './random.testing.ts';
import { s2CellPolygon, s2TokenId } from './s2-cell.ts';
import { centroidOf } from './shapes/centroid.ts';

const cell = (token: string) => s2CellPolygon(s2TokenId(token) ?? 0n);

describe('S2 cells', () => {
  it('six faces are the Earth', () => {
    const faces = ['1', '3', '5', '7', '9', 'b'].map((token) => cell(token));
    const area = faces.reduce((sum, face) => sum + (face ? areaOf(face) : 0), 0);
    expect(Math.abs(area / EARTH_AREA - 1)).toBeLessThan(5e-3);
  });

  it('cells are where S2 has them', () => {
    // An example of s2sphere's: the leaf cell of 37.791541, -122.390014, and cells around it.
    const [longitude, latitude] = positionsOf(cell('8085806ff60c7c7f') as Geometry)[0];
    expect(longitude).toBeCloseTo(-122.39001395963571, 6);
    expect(latitude).toBeCloseTo(37.79154098519877, 6);
    for (const token of ['8085806ff60c7d', '8085806ff7', '808581', '809', '9']) {
      expect(contains(cell(token) as Geometry, pointOf([-122.390014, 37.791541]))).toBe(true);
    }
  });

  it('the centres of its four children are in a cell', () => {
    const parent = cell('89c24');
    for (const token of ['89c21', '89c23', '89c25', '89c27']) {
      const child = cell(token);
      expect(parent && child && contains(parent, centroidOf(child))).toBe(true);
    }
  });

  it('what is no cell is none', () => {
    for (const id of [0n, 2n, 7n << 61n]) expect(s2CellPolygon(id)).toBeUndefined();
    expect(s2TokenId('xyz')).toBeUndefined();
  });
});
