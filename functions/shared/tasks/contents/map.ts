import { readJson } from '../../google/stored.ts';
import { writeFile } from '../../google/write-file.ts';
import { type MapOptions, type MapPlan, mapOptions, mapPlan, writtenTiles } from '../../jobs/map-job.ts';
import { runJob } from '../../jobs/pool.ts';
import { tileCount } from '../../jobs/tile-pyramid.ts';
import { callerOf } from '../caller.ts';
import { type Destination, resultFolder, resultPlace } from '../destination.ts';
import type { OperationRecord } from '../record.ts';
import { sourceOf } from '../source.ts';
import { allowOrigins } from '../storage/bucket-cors.ts';
import { type Content, pinsOf, planOf } from './content.ts';
import { viewerPage } from './map-viewer.ts';

/** Tiles of a chunk: as many pixels as a chunk of an image has. */
const TILES = 64;

type Folder = Extract<Destination, { kind: 'folder' }>;

function folderOf({ id, destination }: OperationRecord): Folder {
  if (destination.kind === 'folder') return destination;
  throw new TypeError(`Operation ${id} writes a map to a destination that is no folder.`);
}

function optionsOf({ options }: OperationRecord): MapOptions {
  return readJson(mapOptions, options, 'The options of a map');
}

function readPlan(operation: OperationRecord): MapPlan {
  return readJson(mapPlan, planOf(operation), 'The plan of a map');
}

/**
 * Maps: pyramids of tiles, each an object of its own that is written where it is to be, and a page that shows them. The page comes last: whoever finds it
 * finds all tiles.
 */
export const MAP: Content = {
  messages: { export: { type: 'EXPORT_TILES', response: 'ExportMapResponse' } },

  async plan(operation, signal) {
    const { bucket, corsUris } = folderOf(operation);
    const options = optionsOf(operation);
    const job = { kind: 'plan-map', caller: callerOf(operation), source: sourceOf(operation), options } as const;
    const { plan, pins } = await runJob(job, signal);
    await allowOrigins(bucket, corsUris);
    return { chunks: Math.ceil(tileCount(plan.levels) / TILES), plan: JSON.stringify(plan), pins };
  },

  async chunk(operation, { chunk, signal, isBrief = false }) {
    const folder = folderOf(operation);
    const job = {
      kind: 'tiles',
      caller: callerOf(operation),
      operation: operation.id,
      source: sourceOf(operation),
      pins: pinsOf(operation),
      options: optionsOf(operation),
      plan: readPlan(operation),
      first: chunk * TILES,
      end: (chunk + 1) * TILES,
      folder: resultFolder(folder),
      isPublic: folder.isPublic,
      isBrief,
    } as const;
    return JSON.stringify(await runJob(job, signal));
  },

  async finish(operation, results) {
    const { id, destination, description } = operation;
    const { isPublic } = folderOf(operation);
    const { levels, bounds } = readPlan(operation);
    let tiles = 0;
    for await (const result of results) tiles += readJson(writtenTiles, result, 'The tiles of a chunk').tiles;
    const page = Buffer.from(viewerPage(description, levels, bounds));
    await writeFile(resultPlace(id, destination), page, {
      contentType: 'text/html; charset=utf-8',
      operation: id,
      isPublic,
    });
    const empty = tileCount(levels) - tiles;
    return { note: `${tiles} tiles${empty > 0 ? `, and ${empty} empty ones that were left out` : ''}.` };
  },
};
