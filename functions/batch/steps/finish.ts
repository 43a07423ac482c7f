import type { AssetRecord, StoredRaster } from '../../shared/catalog/asset.ts';
import { parentOf, parseAssetName } from '../../shared/catalog/names.ts';
import type { ExportPlan, WrittenPart } from '../../shared/jobs/export-job.ts';
import { runJob } from '../../shared/jobs/pool.ts';
import { callerOf } from '../../shared/tasks/caller.ts';
import { timestamp } from '../../shared/tasks/clock.ts';
import { partsFolder, resultPlace } from '../../shared/tasks/destination.ts';
import { operationDocument } from '../../shared/tasks/documents.ts';
import { endOperation } from '../../shared/tasks/end-operation.ts';
import { chunksDone } from '../../shared/tasks/progress.ts';
import type { OperationRecord } from '../../shared/tasks/record.ts';
import { type Composed, composeObjects } from '../../shared/tasks/storage/compose.ts';
import { writePart } from '../../shared/tasks/storage/part.ts';
import { writtenParts } from '../../shared/tasks/storage/written-parts.ts';
import { succeed } from '../../shared/tasks/transitions/succeed.ts';
import { runStep } from './run-step.ts';
import { finishTable } from './table.ts';

/** Puts the parts of an operation together, once all chunks are done. */
export async function runFinish(id: string): Promise<void> {
  const operation = (await operationDocument(id).get()).data() as OperationRecord | undefined;
  if (!operation) return;
  // Every chunk near the end asks; so do retries and the sweep.
  const { state, chunks } = operation;
  if (state === 'RUNNING' && (chunks === undefined || (await chunksDone(operation)) < chunks)) return;
  await runStep<AssetRecord | undefined>(id, 'finish', {
    run: (lease, signal) => finish(lease.operation, signal),
    complete: succeed,
    follow: endOperation,
  });
}

/** Writes the file; for an asset, makes its record too. */
async function finish(operation: OperationRecord, signal: AbortSignal): Promise<AssetRecord | undefined> {
  if (operation.content === 'table') return finishTable(operation);
  const { id, destination } = operation;
  const plan = JSON.parse(operation.plan ?? '') as ExportPlan;
  const folder = partsFolder(id, destination);
  const { overviewParts, tileParts } = await writtenParts(id, folder.bucket);
  const head = await runJob({ kind: 'assemble', caller: callerOf(operation), plan, overviewParts, tileParts }, signal);
  const object = `${folder.object}head`;
  const headPart = { ...folder, object, generation: await writePart({ ...folder, object }, head) };
  const sources = [headPart, ...overviewParts.filter(hasBytes), ...tileParts.filter(hasBytes)];
  const file = await composeObjects(sources, resultPlace(id, destination), { folder, contentType: 'image/tiff' });
  return destination.kind === 'asset' ? assetRecord(destination.asset, plan, file) : undefined;
}

function hasBytes({ generation }: WrittenPart): boolean {
  return generation !== '';
}

function assetRecord(asset: string, plan: ExportPlan, { size, ...file }: Composed): AssetRecord {
  const name = parseAssetName(asset);
  const { fill, declareFill, sampleType, transform, crs } = plan.raster;
  const raster: StoredRaster = {
    ...file,
    sampleType,
    transform,
    dimensions: [plan.width, plan.height],
    crs,
    // Readers mask NaN in any case.
    missing: declareFill && fill !== 'NaN' ? [fill] : [],
    size,
  };
  return {
    ...plan.record,
    name: name.name,
    parent: parentOf(name),
    type: 'IMAGE',
    updateTime: timestamp(),
    rasters: [raster],
    sizeBytes: size,
  };
}
