import type { OperationRecord } from './record.ts';

/** The chunks of an operation, and how many of them are under way or wait in Cloud Tasks at a time; known once it has been planned. */
type Chunks = Pick<OperationRecord, 'chunks' | 'window'>;

/** The chunks that may be computed at once. */
export function firstChunks({ chunks = 0, window = 0 }: Chunks): number[] {
  return Array.from({ length: Math.min(chunks, window) }, (_, chunk) => chunk);
}

/** The chunk that a finished one lets go; undefined near the end. */
export function chunkAfter(chunk: number, { chunks = 0, window = 0 }: Chunks): number | undefined {
  return chunk + window < chunks ? chunk + window : undefined;
}
