import { describe, expect, it } from 'vitest';
import sample from '../../functions/shared/raster/crs/fixtures/cs2cs.json' with { type: 'json' };
import { registered, registeredCodes } from '../../functions/shared/raster/crs/registry.ts';
import { cs2cs, hasCs2cs } from './cs2cs.ts';
import { errorMeters } from './proj-comparison.ts';

type Row = [longitude: number, latitude: number, x: number, y: number];

describe('codes, against PROJ without datum grids', () => {
  it.each(Object.entries(sample))('%s', (code, { meters, points }) => {
    expect(meters).toBe(Math.max(1, registered(Number(code.slice(5)))!.offMeters));
    for (const row of points) expect(errorMeters(code, row as Row)).toBeLessThanOrEqual(meters);
  });

  // The whole table takes minutes: `node infra/generate/crs.ts` compares it, and fails if a code is off by more than is stated.
  it.skipIf(!hasCs2cs())(
    "and what cs2cs says now (skipped without Debian's proj-bin)",
    { timeout: 3_600_000 },
    async () => {
      const all = Object.entries(sample).map(([code, { points }]) => [code, points] as const);
      for (const [code, points] of all.filter((_, i) => i % 8 === 0)) {
        const places = points.map(([longitude, latitude]) => [longitude, latitude] as [number, number]);
        const images = await cs2cs(code, places);
        const bound = Math.max(1, registered(Number(code.slice(5)))!.offMeters);
        places.forEach((place, i) => {
          expect(errorMeters(code, [...place, ...images[i]!]), code).toBeLessThanOrEqual(bound);
        });
      }
    },
  );

  it('are 6,000 of EPSG and 2,000 of Esri', () => {
    expect(registeredCodes('EPSG').length).toBeGreaterThan(6000);
    expect(registeredCodes('ESRI').length).toBeGreaterThan(2000);
  });
});
