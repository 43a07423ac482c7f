import { signal } from '@preact/signals';
import { ensureFolder, getAsset, listAssets, shortName } from '../api/assets.ts';
import { getOperation, type Operation, startOperation } from '../api/operations.ts';
import { parent } from '../api/session.ts';
import { uploadFile } from '../api/uploads.ts';
import { refreshTasks } from '../tasks/tasks.ts';
import { joinShapefiles } from './shapefiles.ts';
import { showAsset } from './show-asset.ts';
import { refreshAssets, reveal } from './tree.ts';

/** A file on its way to an asset. */
export interface Import {
  readonly id: number;
  readonly file: string;
  /** The asset's name. */
  readonly asset: string;
  readonly state: 'sending' | 'importing' | 'done' | 'failed';
  /** What is done of its state, 0 to 1. */
  readonly part: number;
  readonly error?: string;
  /** What the server says of an import that has succeeded. */
  readonly note?: string;
}

/** What is on its way, and what has arrived. */
export const imports = signal<readonly Import[]>([]);

/** Time between two looks at an import, in milliseconds. */
const POLL = 300;

const IMAGES = /\.(tiff?|gtiff|geotiff)$/i;
const TABLES = /\.(csv|tsv|geojson|json|kml|kmz|gpkg|fgb|zip)$/i;

let count = 0;
const stops = new Map<number, AbortController>();

/** The files that can be imported, for a file chooser. */
export const ACCEPTED = '.tif,.tiff,.csv,.tsv,.geojson,.json,.kml,.kmz,.gpkg,.fgb,.zip,.shp,.shx,.dbf,.prj,.cpg';

/** A file that is to be imported: as what, and under which name in its folder. */
export interface PlannedImport {
  readonly file: File;
  readonly name: string;
  readonly kind: 'image' | 'table' | 'unknown';
  /** Names of an image's bands, with commas between them; empty for those of the file. */
  readonly bands: string;
}

/** Plans files, each as an asset named after it; the parts of shapefiles become one. */
export async function planImports(files: readonly File[]): Promise<PlannedImport[]> {
  return (await joinShapefiles(files)).map((file) => ({
    file,
    name: assetName(file.name),
    kind: IMAGES.test(file.name) ? 'image' : TABLES.test(file.name) ? 'table' : 'unknown',
    bands: '',
  }));
}

/** Imports files into the root of the project, each as an asset named after it. */
export async function importFiles(files: readonly File[]): Promise<void> {
  await importPlanned(await planImports(files), `${parent.peek()}/assets`);
}

/** Imports files into a folder, which is made if it is not there. */
export async function importPlanned(planned: readonly PlannedImport[], folder: string): Promise<void> {
  const taken = new Set<string>();
  const isThere = ensureFolder(folder);
  await Promise.all(planned.map((plan) => importFile(plan, folder, isThere, taken)));
}

/** Takes an import off the list, and stops it where it is still being sent. */
export function dismissImport(id: number): void {
  stops.get(id)?.abort();
  imports.value = imports.peek().filter((one) => one.id !== id);
}

async function importFile(
  { file, name, bands }: PlannedImport,
  folder: string,
  isThere: Promise<void>,
  taken: Set<string>,
): Promise<void> {
  count += 1;
  const id = count;
  const stop = new AbortController();
  stops.set(id, stop);
  imports.value = [...imports.peek(), { id, file: file.name, asset: `${folder}/${name}`, state: 'sending', part: 0 }];
  try {
    const kind = kindOf(file);
    await isThere;
    const asset = await freeName(`${folder}/${name}`, taken);
    patch(id, { asset });
    const uri = await uploadFile(file, (part) => patch(id, { part }), stop.signal);
    patch(id, { state: 'importing', part: 0 });
    const started = await startOperation(`${kind}:import`, manifest(kind, asset, uri, bands));
    const note = await ended(started, (part) => patch(id, { part }));
    patch(id, { state: 'done', part: 1, ...(note === undefined ? {} : { note }) });
    await refreshAssets(folder);
    reveal(asset);
    await showAsset(await getAsset(asset));
  } catch (error) {
    if (!stop.signal.aborted) patch(id, { state: 'failed', error: (error as Error).message });
  } finally {
    stops.delete(id);
    void refreshTasks();
  }
}

function patch(id: number, change: Partial<Import>): void {
  imports.value = imports.peek().map((one) => (one.id === id ? { ...one, ...change } : one));
}

function kindOf({ name, size }: File): 'image' | 'table' {
  if (size === 0) throw new Error('The file is empty, or it is a folder: drop the files in it.');
  if (IMAGES.test(name)) return 'image';
  if (TABLES.test(name)) return 'table';
  if (/\.(shp|shx|dbf|prj|cpg)$/i.test(name))
    throw new Error('A shapefile is several files: drop the .shp, .shx, .dbf and .prj at once, or a .zip.');
  throw new Error(
    'This kind of file cannot be imported. GeoTIFF, CSV, GeoJSON, KML, GeoPackage, FlatGeobuf and zipped shapefiles can.',
  );
}

/** Letters, digits, dashes and underscores. */
function assetName(file: string): string {
  const plain = file
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replace(/\.[^.]+$/, '')
    .replaceAll(/[^A-Za-z0-9_-]+/g, '_');
  return plain.replace(/^_+|_+$/g, '').slice(0, 90) || 'imported';
}

/** The name, or the first with a number behind it that no asset has. */
async function freeName(name: string, taken: Set<string>): Promise<string> {
  const there = await listAssets(name.slice(0, name.lastIndexOf('/')));
  for (let i = 1; ; i++) {
    const candidate = i === 1 ? name : `${name}-${i}`;
    if (taken.has(candidate) || there.some((asset) => asset.name === candidate)) continue;
    taken.add(candidate);
    return candidate;
  }
}

function manifest(kind: 'image' | 'table', name: string, uri: string, bands: string): object {
  const description = `Upload ${shortName(uri)}`;
  if (kind === 'image') {
    const names = bands.split(',').map((band) => band.trim());
    const named = names.map((id, tilesetBandIndex) => ({ id, tilesetId: 'file', tilesetBandIndex }));
    const tilesets = [{ id: 'file', sources: [{ uris: [uri] }] }];
    return { description, imageManifest: { name, tilesets, ...(bands.trim() === '' ? {} : { bands: named }) } };
  }
  return { description, tableManifest: { name, sources: [{ uris: [uri] }] } };
}

/** Waits for the end of an import. @returns what the server says of the result */
async function ended(operation: Operation, report: (part: number) => void): Promise<string | undefined> {
  let current = operation;
  void refreshTasks();
  while (!current.done) {
    await new Promise((resolve) => setTimeout(resolve, POLL));
    current = await getOperation(current.name);
    report(current.metadata.progress ?? 0);
  }
  if (current.error) throw new Error(current.error.message);
  // It is said with the last stage, behind what is always said.
  const [, note] = /export destination\. (.+)$/.exec(current.metadata.stages?.at(-1)?.description ?? '') ?? [];
  return note;
}
