import type { NewAsset } from '../../catalog/asset.ts';
import type { ObjectPlace } from '../../google/object-reference.ts';
import { readJson } from '../../google/stored.ts';
import { type ExportPlan, exportOptions, exportPlan, type TileEntry, type WrittenPart } from '../../jobs/export-job.ts';
import { runJob } from '../../jobs/pool.ts';
import { callerOf } from '../caller.ts';
import { partsFolder, resultPlace } from '../destination.ts';
import { sourceOf } from '../source.ts';
import { type Composed, composeObjects } from '../storage/compose.ts';
import { writePart } from '../storage/part.ts';
import { type Content, pinsOf, planOf } from './content.ts';
import { imageParts, readImageParts } from './image-parts.ts';

function readPlan(plan: string): ExportPlan {
  return readJson(exportPlan, plan, 'The plan of an export');
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
    return { chunks: plan.chunks, plan: JSON.stringify(plan), pins };
  },

  async chunk(operation, { chunk, signal, confirm }) {
    const job = {
      kind: 'chunk',
      caller: callerOf(operation),
      operation: operation.id,
      source: sourceOf(operation),
      pins: pinsOf(operation),
      plan: readPlan(planOf(operation)),
      chunk,
    } as const;
    const { overviews, overviewEntries, tiles, tileEntries } = await runJob(job, signal);
    await confirm();
    const folder = partsFolder(operation.id, operation.destination);
    return imageParts({
      overviews: await storePart(folder, `${chunk}.o`, overviews, overviewEntries),
      tiles: await storePart(folder, `${chunk}.t`, tiles, tileEntries),
    });
  },

  async finish(operation, signal) {
    const { id, destination } = operation;
    const plan = readPlan(planOf(operation));
    const folder = partsFolder(id, destination);
    const { overviewParts, tileParts } = await readImageParts(id);
    const job = { kind: 'assemble', caller: callerOf(operation), plan, overviewParts, tileParts } as const;
    const head = { ...folder, object: `${folder.object}head` };
    const generation = await writePart(head, await runJob(job, signal));
    const sources = [{ ...head, generation }, ...overviewParts.filter(hasBytes), ...tileParts.filter(hasBytes)];
    const file = await composeObjects(sources, resultPlace(id, destination), { folder, contentType: 'image/tiff' });
    return destination.kind === 'asset' ? { asset: assetOf(plan, file) } : {};
  },
};

async function storePart(
  folder: ObjectPlace,
  name: string,
  bytes: Uint8Array,
  entries: readonly TileEntry[],
): Promise<WrittenPart> {
  const place = { ...folder, object: folder.object + name };
  return { ...place, generation: bytes.length === 0 ? '' : await writePart(place, bytes), entries };
}

function hasBytes({ generation }: WrittenPart): boolean {
  return generation !== '';
}

function assetOf({ raster: planned, record, width, height }: ExportPlan, file: Composed): NewAsset {
  const { fill, declareFill, sampleType, transform, crs } = planned;
  // Readers mask NaN in any case.
  const missing = declareFill && fill !== 'NaN' ? [fill] : [];
  const raster = { ...file, sampleType, transform, dimensions: [width, height], crs, missing };
  return { ...record, type: 'IMAGE', rasters: [raster], sizeBytes: file.size };
}
