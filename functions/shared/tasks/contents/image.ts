import { randomUUID } from 'node:crypto';
import type { NewAsset } from '../../catalog/asset.ts';
import { readJson } from '../../google/stored.ts';
import { type ExportPlan, exportOptions, type ImagePlan, imagePlan, type WrittenPart } from '../../jobs/export-job.ts';
import { runJob } from '../../jobs/pool.ts';
import type { ObjectPlace } from '../../storage-names.ts';
import { callerOf } from '../caller.ts';
import { partsFolder, resultPlace } from '../destination.ts';
import { sourceOf } from '../source.ts';
import { type Composed, composeObjects } from '../storage/compose.ts';
import { type Content, pinsOf, planOf } from './content.ts';
import { readImageParts } from './image-parts.ts';

function readPlan(plan: string): ImagePlan {
  return readJson(imagePlan, plan, 'The plan of an export');
}

/** Images: Cloud Optimized GeoTIFFs, of squares of tiles. */
export const IMAGE: Content = {
  messages: {
    export: { type: 'EXPORT_IMAGE', response: 'ExportImageResponse' },
    import: { type: 'INGEST_IMAGE', response: 'ImportImageResponse' },
  },
  assetExtension: 'tif',

  async plan(operation, signal) {
    const options = readJson(exportOptions, operation.options, 'The options of an export');
    const job = { kind: 'plan', caller: callerOf(operation), source: sourceOf(operation), options } as const;
    const { plan, pins } = await runJob(job, signal);
    return { chunks: chunksOf(plan.files), plan: JSON.stringify(plan), pins };
  },

  async chunk(operation, { chunk, signal }) {
    const { files } = readPlan(planOf(operation));
    const file = fileOfChunk(files, chunk);
    const folder = partsFolder(operation.id, operation.destination);
    const job = {
      kind: 'chunk',
      caller: callerOf(operation),
      operation: operation.id,
      source: sourceOf(operation),
      pins: pinsOf(operation),
      plan: files[file],
      chunk: chunk - chunksOf(files.slice(0, file)),
      parts: { ...folder, object: `${folder.object}${chunk}-${randomUUID()}` },
    } as const;
    return JSON.stringify(await runJob(job, signal));
  },

  async finish(operation, signal) {
    const { id, destination } = operation;
    const plan = readPlan(planOf(operation));
    const folder = partsFolder(id, destination);
    const { overviewParts, tileParts } = await readImageParts(id);
    const composed: Composed[] = [];
    for (const [number, file] of plan.files.entries()) {
      const first = chunksOf(plan.files.slice(0, number));
      const own = (parts: readonly WrittenPart[]) => parts.slice(first, first + file.chunks);
      const [overviews, tiles] = [own(overviewParts), own(tileParts)];
      const job = {
        kind: 'assemble',
        caller: callerOf(operation),
        plan: file,
        overviewParts: overviews,
        tileParts: tiles,
        head: { ...folder, object: `${folder.object}head-${number}-${randomUUID()}` },
      } as const;
      const sources = [await runJob(job, signal), ...overviews.filter(hasBytes), ...tiles.filter(hasBytes)];
      const place = numbered(resultPlace(id, destination), number);
      const between = { ...folder, object: `${folder.object}${number}-` };
      composed.push(await composeObjects(sources, place, { folder: between, contentType: 'image/tiff' }));
    }
    return destination.kind === 'asset' ? { asset: assetOf(plan, composed) } : {};
  },
};

function chunksOf(files: readonly ExportPlan[]): number {
  return files.reduce((sum, { chunks }) => sum + chunks, 0);
}

/** The file that a chunk is in: they are numbered one file after the other. */
function fileOfChunk(files: readonly ExportPlan[], chunk: number): number {
  return files.findIndex((_, file) => chunk < chunksOf(files.slice(0, file + 1)));
}

/** The place of one of several files: the first has the name of the result. */
function numbered({ bucket, object }: ObjectPlace, number: number): ObjectPlace {
  return { bucket, object: number === 0 ? object : object.replace(/(?=\.\w+$)/, `-${number}`) };
}

function hasBytes({ generation }: WrittenPart): boolean {
  return generation !== '';
}

function assetOf({ files, record }: ImagePlan, composed: readonly Composed[]): NewAsset {
  const rasters = files.map(({ raster: planned, width, height }, i) => {
    const { fill, declareFill, sampleType, transform, crs } = planned;
    // Readers mask NaN in any case.
    const missing = declareFill && fill !== 'NaN' ? [fill] : [];
    return { ...composed[i], sampleType, transform, dimensions: [width, height], crs, missing };
  });
  return { ...record, type: 'IMAGE', rasters, sizeBytes: composed.reduce((sum, { size }) => sum + size, 0) };
}
