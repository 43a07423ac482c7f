import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseCrs } from '../raster/crs/crs.ts';
import { transformer } from '../raster/crs/transform.ts';
import { LONGITUDE_LATITUDE } from './geometry.ts';
import { boxWithMargin, degreeRectangle } from './grid-bounds.ts';
import { positionsOf } from './positions.ts';

const SYSTEMS = ['EPSG:4326', 'EPSG:3857', 'EPSG:32601', 'EPSG:32760', 'EPSG:3031', 'EPSG:3413'];

function bounds(box: readonly [number, number, number, number], code: string): [number, number, number, number] {
  const places = positionsOf(degreeRectangle(box, parseCrs(code)));
  const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

it.each(SYSTEMS)('holds all places of a box of %s', (code) => {
  const crs = parseCrs(code);
  const unit = crs.kind === 'geographic' ? 1e-5 : 1;
  const metres = fc.double({ min: -4e6, max: 4e6, noNaN: true });
  const size = fc.double({ min: 1, max: 3e6, noNaN: true });
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(metres, metres, size, part, part, (x, y, side, s, t) => {
      const [x0, y0, x1, y1] = [x, y, x + side, y + side].map((value) => value * unit);
      const place = Float64Array.of(x0 + s * (x1 - x0), y0 + t * (y1 - y0));
      const [west, south, east, north] = bounds([x0, y0, x1, y1], code);
      transformer(crs, LONGITUDE_LATITUDE).forward(place);
      const [longitude, latitude] = place;
      if (!Number.isFinite(longitude + latitude)) return;
      // Edges are followed by some points of them only.
      expect(longitude).toBeGreaterThan(west - 0.5);
      expect(longitude).toBeLessThan(east + 0.5);
      expect(latitude).toBeGreaterThan(south - 0.5);
      expect(latitude).toBeLessThan(north + 0.5);
    }),
  );
});

it('reaches to a pole that is in the box', () => {
  expect(bounds([-1e6, -1e6, 1e6, 1e6], 'EPSG:3031').slice(0, 3)).toEqual([-180, -90, 180]);
});

it('grows by pixels on all sides', () => {
  const grid = { crs: parseCrs('EPSG:3857'), transform: [10, 0, 100, 0, -10, 200], width: 4, height: 3 } as const;
  expect(boxWithMargin(grid, 2)).toEqual([80, 150, 160, 220]);
});
