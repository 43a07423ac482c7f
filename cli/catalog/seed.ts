import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type Operation } from '../client.ts';
import { ensureCollection, ensureFolders, isThere } from '../containers.ts';
import { sendFile } from '../upload/send.ts';
import type { Dataset, Properties, RasterDataset, Scene, TableDataset } from './dataset.ts';
import { bandFiles } from './pixels.ts';

/** The project of the public catalogue. */
const PUBLIC = 'earthengine-public';

/** What everything that is seeded says of itself. */
const SYNTHETIC = {
  synthetic: 'true',
  synthetic_note: 'A stand-in with invented values, made by Terrane: no observations.',
};

const DAY = 86_400_000;

/** An import that has been started. */
export interface SeededAsset {
  readonly asset: string;
  readonly operation: string;
}

/**
 * Starts the imports of a dataset's stand-in; what is there stays as it is.
 * @param client of any project: the catalogue's own is taken
 * @returns the imports, none if all is there
 */
export async function seed(client: Client, dataset: Dataset): Promise<SeededAsset[]> {
  const catalog = new Client({ ...client.target, project: PUBLIC });
  const folder = await mkdtemp(join(tmpdir(), 'terrane-seed-'));
  try {
    const root = `projects/${PUBLIC}/assets/${dataset.id}`;
    if (dataset.kind === 'table') return await missing(catalog, root, () => seedTable(catalog, dataset, root, folder));
    if (dataset.kind === 'collection') await ensureCollection(catalog, root);
    const started: SeededAsset[] = [];
    for (const scene of dataset.scenes) {
      const name = dataset.kind === 'collection' ? `${root}/${scene.id}` : root;
      started.push(...(await missing(catalog, name, () => seedScene(catalog, dataset, scene, name, folder))));
    }
    return started;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function missing(client: Client, asset: string, make: () => Promise<Operation>): Promise<SeededAsset[]> {
  if (await isThere(client, asset)) return [];
  await ensureFolders(client, asset.slice(0, asset.lastIndexOf('/')));
  return [{ asset, operation: (await make()).name }];
}

async function seedScene(
  client: Client,
  dataset: RasterDataset,
  { start, end, properties = {} }: Scene,
  name: string,
  folder: string,
): Promise<Operation> {
  const files = bandFiles(dataset, dayOf(start));
  const tilesets: object[] = [];
  for (const [i, { bytes }] of files.entries()) {
    const path = join(folder, `${i}.tif`);
    await writeFile(path, bytes);
    const uri = await sendFile(client, path, () => {});
    tilesets.push({ id: String(i), crs: dataset.crs, sources: [{ uris: [uri] }] });
  }
  const places = new Map(
    files.flatMap(({ bands }, i) => bands.map(({ id }, k) => [id, { tilesetId: String(i), tilesetBandIndex: k }])),
  );
  const imageManifest = {
    name,
    tilesets,
    bands: dataset.bands.map(({ id }) => ({ id, ...places.get(id) })),
    startTime: start,
    ...(end ? { endTime: end } : {}),
    properties: described(dataset.title, { ...dataset.properties, ...properties }),
  };
  return client.post<Operation>(`projects/${PUBLIC}/image:import`, { imageManifest, description: `Stand-in ${name}` });
}

async function seedTable(
  client: Client,
  { title, features }: TableDataset,
  name: string,
  folder: string,
): Promise<Operation> {
  const path = join(folder, 'table.geojson');
  const collection = {
    type: 'FeatureCollection',
    features: features.map(({ properties, ring }) => ({
      type: 'Feature',
      properties,
      geometry: { type: 'Polygon', coordinates: [ring] },
    })),
  };
  await writeFile(path, JSON.stringify(collection));
  const uri = await sendFile(client, path, () => {});
  const tableManifest = { name, sources: [{ uris: [uri] }], properties: described(title, {}) };
  return client.post<Operation>(`projects/${PUBLIC}/table:import`, { tableManifest, description: `Stand-in ${name}` });
}

function described(title: string, properties: Properties): Properties {
  return { ...properties, ...SYNTHETIC, title: `SYNTHETIC: ${title}` };
}

function dayOf(time: string): number {
  const date = new Date(time);
  return 1 + Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY);
}
