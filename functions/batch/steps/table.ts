import type { AssetRecord } from '../../shared/catalog/asset.ts';
import { parentOf, parseAssetName } from '../../shared/catalog/names.ts';
import { runJob } from '../../shared/jobs/pool.ts';
import { TABLE_FORMATS } from '../../shared/jobs/table-format.ts';
import type { TableOptions, WrittenTable } from '../../shared/jobs/table-job.ts';
import { callerOf } from '../../shared/tasks/caller.ts';
import { timestamp } from '../../shared/tasks/clock.ts';
import { partsFolder, resultPlace } from '../../shared/tasks/destination.ts';
import { stepDocument } from '../../shared/tasks/documents.ts';
import type { OperationRecord } from '../../shared/tasks/record.ts';
import type { StepRecord } from '../../shared/tasks/step.ts';
import { composeObjects } from '../../shared/tasks/storage/compose.ts';
import { loadSource } from '../../shared/tasks/storage/request-object.ts';

const ASSET_TYPE = 'application/flatgeobuf';

/** The plan of a table: it is written in one go. */
const PLAN = { chunks: 1 };

async function jobOf(operation: OperationRecord) {
  return { caller: callerOf(operation), source: await loadSource(operation) };
}

function optionsOf({ options }: OperationRecord): TableOptions {
  return JSON.parse(options) as TableOptions;
}

/** Tells what is wrong with a table before it is written. */
export async function planTable(operation: OperationRecord, signal: AbortSignal): Promise<typeof PLAN> {
  await runJob({ kind: 'check-table', ...(await jobOf(operation)) }, signal);
  return PLAN;
}

/** Writes the features to objects in the operation's folder; each attempt to objects of its own. */
export async function writeTable(operation: OperationRecord, signal: AbortSignal): Promise<WrittenTable> {
  const folder = partsFolder(operation.id, operation.destination);
  return runJob({ kind: 'write-table', ...(await jobOf(operation)), options: optionsOf(operation), folder }, signal);
}

/** Puts the objects together; for an asset, makes its record. */
export async function finishTable(operation: OperationRecord): Promise<AssetRecord | undefined> {
  const { id, destination } = operation;
  const { format } = optionsOf(operation);
  const step = (await stepDocument(id, 0).get()).data() as StepRecord;
  const { parts, table, properties, ...times } = JSON.parse(step.parts ?? '') as WrittenTable;
  const file = await composeObjects(parts, resultPlace(id, destination), {
    folder: partsFolder(id, destination),
    contentType: format === undefined ? ASSET_TYPE : TABLE_FORMATS[format].contentType,
  });
  if (destination.kind === 'file') return undefined;
  const name = parseAssetName(destination.asset);
  return {
    ...times,
    properties: properties as AssetRecord['properties'],
    name: name.name,
    parent: parentOf(name),
    type: 'TABLE',
    updateTime: timestamp(),
    table: { ...file, ...table },
    sizeBytes: file.size,
  };
}
