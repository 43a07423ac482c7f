import { requireObject } from '../../access/buckets.ts';
import type { NewAsset } from '../../catalog/asset.ts';
import { checkContentSize } from '../../catalog/content-size.ts';
import { readJson } from '../../google/stored.ts';
import { writeFile } from '../../google/write-file.ts';
import { exportOptions, type ImagePlan, imagePlan } from '../../jobs/export-job.ts';
import { ImageLayout } from '../../jobs/image-layout.ts';
import { runJob } from '../../jobs/pool.ts';
import { SETTINGS } from '../../settings.ts';
import { callerOf } from '../caller.ts';
import { partsFolder, resultPlace } from '../destination.ts';
import type { OperationRecord } from '../record.ts';
import { sourceOf } from '../source.ts';
import type { Composed } from '../storage/compose.ts';
import { copyObject } from '../storage/copy.ts';
import { type Content, pinsOf, planOf } from './content.ts';
import { type FinishedFile, finishFiles, IMAGE_TYPE } from './image-files.ts';
import { gatherGroup } from './image-groups.ts';
import { attemptPlace } from './one-file.ts';
import { itemPlace, stacItem } from './stac-item.ts';

function readPlan(plan: string): ImagePlan {
  return readJson(imagePlan, plan, 'The plan of an export');
}

/** Images: Cloud Optimized GeoTIFFs, of squares of tiles, or files of a manifest as they are. */
export const IMAGE: Content = {
  messages: {
    export: { type: 'EXPORT_IMAGE', response: 'ExportImageResponse' },
    import: { type: 'INGEST_IMAGE', response: 'ImportImageResponse' },
  },
  assetExtension: 'tif',

  async plan(operation, signal) {
    const options = readJson(exportOptions, operation.options, 'The options of an export');
    const job = {
      kind: 'plan',
      caller: callerOf(operation),
      source: sourceOf(operation),
      options,
      chunkPixels: SETTINGS.chunkPixels.read(),
    } as const;
    const { plan, pins } = await runJob(job, signal);
    if (plan.record) checkContentSize(plan.record);
    return { chunks: new ImageLayout(plan).chunks, plan: JSON.stringify(plan), pins };
  },

  async chunk(operation, { chunk, signal, isBrief = false }) {
    const layout = new ImageLayout(readPlan(planOf(operation)));
    const { file, chunk: own } = layout.fileOf(chunk);
    const adopted = layout.adoptedPlan(file);
    if (adopted) {
      const folder = partsFolder(operation.id, operation.destination);
      requireObject(operation.project, adopted.source);
      // Whichever attempt makes it: it is the same.
      const place = { ...folder, object: `${folder.object}${chunk}.copy` };
      return JSON.stringify({ copy: await copyObject(adopted.source, place, { contentType: IMAGE_TYPE, signal }) });
    }
    const job = {
      kind: 'chunk',
      caller: callerOf(operation),
      operation: operation.id,
      source: sourceOf(operation),
      pins: pinsOf(operation),
      plan: layout.planOf(file),
      chunk: own,
      parts: attemptPlace(operation, String(chunk)),
      isBrief,
    } as const;
    return JSON.stringify(await runJob(job, signal));
  },

  groups: (operation) => new ImageLayout(readPlan(planOf(operation))).groups(),

  async gather(operation, group, results, signal) {
    const layout = new ImageLayout(readPlan(planOf(operation)));
    return JSON.stringify(await gatherGroup(operation, layout, group, results, signal));
  },

  async finish(operation, results, signal) {
    const plan = readPlan(planOf(operation));
    const { skipEmptyFiles = false, cloudOptimized } = readJson(
      exportOptions,
      operation.options,
      'The options of an export',
    );
    const layout = new ImageLayout(plan);
    const composed = await finishFiles(operation, layout, results, { skipEmptyFiles, signal });
    if (operation.destination.kind === 'asset') {
      return {
        asset: assetOf(
          plan,
          composed.map(({ written }) => written),
        ),
      };
    }
    if (plan.item) await writeItem(operation, layout, composed, plan.item, cloudOptimized);
    const empty = layout.written - composed.length;
    return empty === 0 ? {} : { note: `${empty} of ${layout.written} files are empty, and were left out.` };
  },
};

/** Writes the STAC Item of an image's files. */
async function writeItem(
  { id, destination, description, createTime: created }: OperationRecord,
  layout: ImageLayout,
  composed: readonly FinishedFile[],
  item: NonNullable<ImagePlan['item']>,
  cloudOptimized: boolean,
): Promise<void> {
  const place = itemPlace(resultPlace(id, destination));
  const files = composed.map(({ file, written }) => ({ plan: layout.planOf(file), object: written.object }));
  const text = JSON.stringify(stacItem(place, files, item, { description, created, cloudOptimized }), null, 2);
  await writeFile(place, Buffer.from(text), { contentType: 'application/geo+json', operation: id, isPublic: false });
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
