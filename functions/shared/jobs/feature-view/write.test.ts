import { beforeAll, expect, it } from 'vitest';
import type { StoredFeatureView } from '../../catalog/feature-view.ts';
import { languageContext } from '../../expression/language.testing.ts';
import { Geometry } from '../../geometry/geometry.ts';
import { useLocalCloud } from '../../google/local-cloud.testing.ts';
import { storage } from '../../google/storage.ts';
import type { TableRow } from '../../table/row.ts';
import { joined } from '../table-file.ts';
import { TileChoice } from './choice.ts';
import { mapBox, meetsTile } from './placement.ts';
import { writeFeatureView } from './write.ts';

useLocalCloud();
beforeAll(async () => {
  await storage().createBucket('views');
});

const COUNT = 12_000;
const MOST = 50;

/** Points on a spiral that gets denser towards 10 E, 20 N; the later ones are the better ones. */
function* points(): Generator<TableRow> {
  for (let i = 0; i < COUNT; i++) {
    const [angle, radius] = [i * 2.4, 40 * (1 - i / COUNT) ** 4];
    const coordinates = [10 + radius * Math.cos(angle), 20 + radius * Math.sin(angle)];
    yield {
      id: String(i),
      geometry: new Geometry({ type: 'Point', coordinates } as never),
      properties: new Map([['n', i]]),
    };
  }
}

async function* all(): AsyncGenerator<TableRow> {
  yield* points();
  yield { id: 'nowhere', geometry: null, properties: new Map([['n', 1e9]]) };
}

it('files features by the zoom level from which on tiles show them, and tiles find them there', async () => {
  const rule = { by: 'attribute', attribute: 'n', descending: true } as const;
  const options = {
    maxFeaturesPerTile: MOST,
    strategy: 'HIGHER_DENSITY',
    thinning: { rules: [rule], random: false },
    zOrder: { rules: [{ ...rule, descending: false }], random: false },
  } as const;
  const { featureView, table } = await writeFeatureView(
    all(),
    options,
    { bucket: 'views', object: 'view/' },
    languageContext,
  );
  const levels = featureView?.levels ?? [];
  expect(table.count).toBe(COUNT);
  expect(levels.map(({ fromZoom }) => fromZoom)).toEqual([0, 4, 7, 10, 13]);
  const tables = await Promise.all(
    levels.map(async ({ parts }) =>
      joined(await Promise.all(parts.map(async (part) => ({ ...part, size: await sizeOf(part) })))),
    ),
  );
  const counts = tables.map(({ header }) => header.count);
  expect(counts.reduce((a, b) => a + b)).toBe(COUNT);
  // Those that come first are few.
  expect(counts[0]).toBeLessThan(4 ** 3 * MOST);
  expect(counts[0]).toBeGreaterThan(MOST);

  const view: StoredFeatureView = { options, columns: [], levels: [] };
  const places = [...points()].map(({ geometry }) => mapBox(geometry as Geometry));
  for (const [zoom, x, y] of [
    [0, 0, 0],
    [3, 4, 3],
    [5, 16, 14],
    [9, 270, 226],
    [14, 8647, 7255],
  ]) {
    const choice = new TileChoice(view, { zoom, x, y });
    for (const [i, { fromZoom }] of levels.entries()) {
      if (fromZoom > zoom) continue;
      for (const rows = tables[i].rows(); ; ) {
        const row = await rows.next();
        if (row === undefined) break;
        choice.offer(row);
      }
    }
    const inTile = places.flatMap((box, n) => (meetsTile(box, zoom, x, y) ? [n] : []));
    const shown = choice.rows().flatMap(({ properties }) => {
      const n = properties.get('n') as number;
      return meetsTile(places[n], zoom, x, y) ? [n] : [];
    });
    // The last ones of the tile are the best, and are drawn in ascending order.
    expect([zoom, shown]).toEqual([zoom, inTile.slice(-MOST)]);
  }
});

async function sizeOf({ bucket, object }: { bucket: string; object: string }): Promise<number> {
  return Number((await storage().bucket(bucket).file(object).getMetadata())[0].size);
}
