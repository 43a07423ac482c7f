import { chunkShare } from '../../shared/tasks/chunk-share.ts';
import { contentOf } from '../../shared/tasks/contents/contents.ts';
import { completeChunk } from '../../shared/tasks/transitions/complete-chunk.ts';
import { runStep } from './run-step.ts';
import { wakeFollowers } from './wake-followers.ts';

/** Computes a chunk of an operation and writes its parts. */
export function runChunk(id: string, chunk: number): Promise<void> {
  let followers: readonly number[] | undefined;
  return runStep<string>(id, chunk, {
    run({ operation }, signal) {
      return contentOf(operation).chunk(operation, { chunk, signal });
    },
    async complete(lease, parts) {
      const outcome = await completeChunk({ ...lease, step: chunk }, parts, await chunkShare(lease.operation));
      if (outcome.kind === 'held') followers = outcome.followers;
      return outcome.kind;
    },
    follow: (operation) => wakeFollowers(operation, chunk, followers),
  });
}
