import { requireObject } from '../../access/buckets.ts';
import type { NewAsset } from '../../catalog/asset.ts';
import { checkContentSize } from '../../catalog/content-size.ts';
import { findObject } from '../../google/object-file.ts';
import { readJson } from '../../google/stored.ts';
import { dividedFiles } from '../../jobs/divided-files.ts';
import { type ExportPlan, exportOptions, type ImagePlan, imagePlan, type WrittenPart } from '../../jobs/export-job.ts';
import { runJob } from '../../jobs/pool.ts';
import { callerOf } from '../caller.ts';
import { dividedPlace, numbered, partsFolder, resultPlace } from '../destination.ts';
import { sourceOf } from '../source.ts';
import { type Composed, composeObjects } from '../storage/compose.ts';
import { copyObject } from '../storage/copy.ts';
import { type Content, pinsOf, planOf } from './content.ts';
import { readImageParts } from './image-parts.ts';
import { attemptPlace } from './one-file.ts';

/** The plan of an image, its files divided. */
function readPlan(plan: string): ImagePlan {
  const stored = readJson(imagePlan, plan, 'The plan of an export');
  return { ...stored, files: stored.files.flatMap(dividedFiles) };
}

/** What the files of images are. */
const contentType = 'image/tiff';

/** Images: Cloud Optimized GeoTIFFs, of squares of tiles, or files of a manifest as they are. */
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
    if (plan.record) checkContentSize(plan.record);
    return { chunks: chunksOf(plan.files) + (plan.adopted?.length ?? 0), plan: JSON.stringify(plan), pins };
  },

  async chunk(operation, { chunk, signal, isBrief = false }) {
    const { files, adopted = [] } = readPlan(planOf(operation));
    const folder = partsFolder(operation.id, operation.destination);
    const copied = adopted[chunk - chunksOf(files)];
    if (copied) {
      requireObject(operation.project, copied.source);
      // Whichever attempt makes it: it is the same.
      const place = { ...folder, object: `${folder.object}${chunk}.copy` };
      return JSON.stringify({ copy: await copyObject(copied.source, place, { contentType, signal }) });
    }
    const { file, first } = fileOfChunk(files, chunk);
    const job = {
      kind: 'chunk',
      caller: callerOf(operation),
      operation: operation.id,
      source: sourceOf(operation),
      pins: pinsOf(operation),
      plan: files[file],
      chunk: chunk - first,
      parts: attemptPlace(operation, String(chunk)),
      isBrief,
    } as const;
    return JSON.stringify(await runJob(job, signal));
  },

  async finish(operation, results, signal) {
    const { id, destination } = operation;
    const plan = readPlan(planOf(operation));
    const folder = partsFolder(id, destination);
    const { overviewParts, tileParts, copies } = await readImageParts(results);
    const result = resultPlace(id, destination);
    const placeOf = ({ origin }: ExportPlan, number: number) =>
      origin === undefined ? numbered(result, number) : dividedPlace(result, origin);
    const { skipEmptyFiles = false } = readJson(exportOptions, operation.options, 'The options of an export');
    const composed: Composed[] = [];
    let first = 0;
    let empty = 0;
    for (const [number, file] of plan.files.entries()) {
      const own = (parts: readonly WrittenPart[]) => parts.slice(first, first + file.chunks);
      const [overviews, tiles] = [own(overviewParts), own(tileParts)];
      first += file.chunks;
      if (skipEmptyFiles && !tiles.some(hasBytes)) {
        empty += 1;
        continue;
      }
      const job = {
        kind: 'assemble',
        caller: callerOf(operation),
        plan: file,
        overviewParts: overviews,
        tileParts: tiles,
        // Whichever attempt makes it: it is the same.
        head: { ...folder, object: `${folder.object}head-${number}` },
      } as const;
      const earlier = operation.attempt > 1 ? await findObject(job.head) : undefined;
      const head = earlier ?? (await runJob(job, signal));
      const sources = [head, ...overviews.filter(hasBytes), ...tiles.filter(hasBytes)];
      composed.push(await composeObjects(sources, placeOf(file, number), { folder, contentType, signal }));
    }
    for (const copy of copies) {
      composed.push(await composeObjects([copy], numbered(result, composed.length), { folder, contentType, signal }));
    }
    if (destination.kind === 'asset') return { asset: assetOf(plan, composed) };
    return empty === 0 ? {} : { note: `${empty} of ${plan.files.length} files are empty, and were left out.` };
  },
};

function chunksOf(files: readonly ExportPlan[]): number {
  return files.reduce((sum, { chunks }) => sum + chunks, 0);
}

/** The file that a chunk is in, and the first chunk of it: they are numbered one file after the other. */
function fileOfChunk(files: readonly ExportPlan[], chunk: number): { readonly file: number; readonly first: number } {
  let first = 0;
  for (const [file, { chunks }] of files.entries()) {
    if (chunk < first + chunks) return { file, first };
    first += chunks;
  }
  throw new TypeError(`There is no chunk ${chunk}.`);
}

function hasBytes({ generation }: WrittenPart): boolean {
  return generation !== '';
}

function assetOf({ files, adopted = [], record }: ImagePlan, composed: readonly Composed[]): NewAsset {
  const written = files.map(({ raster: planned, width, height }, i) => {
    const { fill, declareFill, sampleType, transform, crs } = planned;
    // Readers mask NaN in any case.
    const missing = declareFill && fill !== 'NaN' ? [fill] : [];
    return { ...composed[i], sampleType, transform, dimensions: [width, height], crs, missing };
  });
  const copied = adopted.flatMap(({ sampleType, transform, dimensions, crs, missing: values }, i) =>
    values.map((missing) => ({ ...composed[files.length + i], sampleType, transform, dimensions, crs, missing })),
  );
  const rasters = [...written, ...copied];
  return { ...record, type: 'IMAGE', rasters, sizeBytes: composed.reduce((sum, { size }) => sum + size, 0) };
}
