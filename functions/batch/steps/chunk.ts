import { chunkAfter } from '../../shared/tasks/chunk-window.ts';
import { contentOf } from '../../shared/tasks/contents/contents.ts';
import type { OperationRecord } from '../../shared/tasks/record.ts';
import { completeChunk } from '../../shared/tasks/transitions/complete-chunk.ts';
import { wakeStep } from '../../shared/tasks/wake/wake.ts';
import { runStep } from './run-step.ts';

/** Computes a chunk of an operation and writes its parts. */
export function runChunk(id: string, chunk: number): Promise<void> {
  return runStep<string>(id, chunk, {
    run({ operation }, signal) {
      return contentOf(operation).chunk(operation, { chunk, signal });
    },
    complete: (lease, parts) => completeChunk({ ...lease, step: chunk }, parts),
    follow: (operation) => followChunk(operation, chunk),
  });
}

/** A chunk that is done lets the next one go; when none is left to go, it may have been the last one. */
async function followChunk(operation: OperationRecord, chunk: number): Promise<void> {
  await wakeStep(operation.id, chunkAfter(chunk, operation) ?? 'finish', `after ${chunk}`);
}
