import { ServiceError } from '../../shared/errors.ts';
import type { ExportPlan, TileEntry } from '../../shared/jobs/export-job.ts';
import { runJob } from '../../shared/jobs/pool.ts';
import type { WrittenTable } from '../../shared/jobs/table-job.ts';
import { callerOf } from '../../shared/tasks/caller.ts';
import { type ObjectPlace, partsFolder } from '../../shared/tasks/destination.ts';
import type { OperationRecord } from '../../shared/tasks/record.ts';
import type { StoredPart, StoredParts } from '../../shared/tasks/step.ts';
import { writePart } from '../../shared/tasks/storage/part.ts';
import { loadSource } from '../../shared/tasks/storage/request-object.ts';
import { chunkAfter, completeChunk } from '../../shared/tasks/transitions/complete-chunk.ts';
import { renewLease } from '../../shared/tasks/transitions/renew.ts';
import { wakeStep } from '../../shared/tasks/wake/wake.ts';
import { runStep } from './run-step.ts';
import { writeTable } from './table.ts';

/** Computes a chunk of an operation and writes its parts. */
export function runChunk(id: string, chunk: number): Promise<void> {
  return runStep<StoredParts | WrittenTable>(id, chunk, {
    async run(lease, signal) {
      const { operation } = lease;
      if (operation.content === 'table') return writeTable(operation, signal);
      const plan = JSON.parse(operation.plan ?? '') as ExportPlan;
      const source = await loadSource(operation);
      const result = await runJob({ kind: 'chunk', caller: callerOf(operation), source, plan, chunk }, signal);
      // The operation may have been cancelled meanwhile: then nothing is written.
      if (!(await renewLease(lease))) throw new ServiceError('ABORTED', 'The lease was lost.');
      const folder = partsFolder(id, operation.destination);
      return {
        overviews: await storePart(folder, `${chunk}.o`, result.overviews, result.overviewEntries),
        tiles: await storePart(folder, `${chunk}.t`, result.tiles, result.tileEntries),
      };
    },
    complete: (lease, parts) => completeChunk({ ...lease, step: chunk }, parts),
    follow: (operation) => followChunk(operation, chunk),
  });
}

async function storePart(
  folder: ObjectPlace,
  name: string,
  bytes: Uint8Array,
  entries: readonly TileEntry[],
): Promise<StoredPart> {
  const object = folder.object + name;
  const generation = bytes.length === 0 ? '' : await writePart({ ...folder, object }, bytes);
  return { object, generation, entries };
}

/** A chunk that is done lets the next one go; when none is left to go, it may have been the last one. */
async function followChunk({ id, chunks = 0 }: OperationRecord, chunk: number): Promise<void> {
  await wakeStep(id, chunkAfter(chunk, chunks) ?? 'finish');
}
