import { Budget } from '../../budget.ts';
import type { ObjectReference } from '../../google/object-reference.ts';
import type { ExportPlan, GroupCounts, WrittenChunk } from '../../jobs/export-job.ts';
import type { ImageLayout } from '../../jobs/image-layout.ts';
import { runJob } from '../../jobs/pool.ts';
import { callerOf } from '../caller.ts';
import { partsFolder } from '../destination.ts';
import type { OperationRecord } from '../record.ts';
import { reduceObjects } from '../storage/compose.ts';
import { storeOperationText } from '../storage/operation-text.ts';
import type { Results } from './content.ts';
import { type ChunkParts, type FileSquare, hasBytes, readChunkParts, type WrittenImageGroup } from './image-parts.ts';
import { attemptPlace } from './one-file.ts';

/** Files of a group that are worked at at a time. */
const AT_A_TIME = 8;

/** The most objects that a file consists of once its chunks are gathered: it is put together by one call. */
const MOST_SOURCES = 32;

/** Puts together what the chunks of a group have written, and makes the overviews above them. */
export async function gatherGroup(
  operation: OperationRecord,
  layout: ImageLayout,
  group: number,
  results: Results,
  signal: AbortSignal,
): Promise<WrittenImageGroup> {
  const { first, files, square } = layout.groups()[group];
  const parts = await readChunkParts(results);
  if (square !== undefined) {
    const file = files.first;
    return { files: [await gatherSquare(operation, layout.planOf(file), { file, square }, written(parts), signal)] };
  }
  const slots = new Budget(AT_A_TIME);
  const numbers = Array.from({ length: files.end - files.first }, (_, i) => files.first + i);
  const whole = numbers.map((file) =>
    slots.hold(1, async () => {
      const chunks = layout.chunksOf(file);
      const own = parts.slice(chunks.first - first, chunks.end - first);
      const [only] = own;
      if ('copy' in only) return { file, empty: false, sources: [only.copy] };
      return gatherFile(operation, layout.planOf(file), file, written(own), signal);
    }),
  );
  return { files: await Promise.all(whole) };
}

function written(parts: readonly ChunkParts[]): WrittenChunk[] {
  return parts.map((part) => {
    if ('copy' in part) throw new TypeError('A chunk has copied a file where it should have written tiles.');
    return part;
  });
}

/** A square of a file of several: each kind of its tiles in one object. */
async function gatherSquare(
  operation: OperationRecord,
  plan: ExportPlan,
  { file, square }: { readonly file: number; readonly square: number },
  chunks: readonly WrittenChunk[],
  signal: AbortSignal,
): Promise<FileSquare> {
  const { id, destination } = operation;
  const name = `group-${file}-${square}`;
  const { objects, counts } = await overviewsOf(operation, plan, square, chunks, name, signal);
  const options = { folder: partsFolder(id, destination), signal };
  const joined = async (sources: readonly ObjectReference[]) => (await reduceObjects(sources, 1, options)).at(0);
  const [top, overviews, tiles] = await Promise.all([
    joined(objects),
    joined(chunks.map((chunk) => chunk.overviews).filter(hasBytes)),
    joined(chunks.map((chunk) => chunk.tiles).filter(hasBytes)),
  ]);
  const text = await storeOperationText(
    id,
    attemptName(attemptPlace(operation, name).object),
    countsText(counts, chunks),
  );
  return {
    file,
    ...(top ? { top } : {}),
    ...(overviews ? { overviews } : {}),
    ...(tiles ? { tiles } : {}),
    counts: text,
  };
}

/** A file whose chunks are all here: with its head, in as many objects as can be put together at once. */
async function gatherFile(
  operation: OperationRecord,
  plan: ExportPlan,
  file: number,
  chunks: readonly WrittenChunk[],
  signal: AbortSignal,
) {
  const top = await overviewsOf(operation, plan, 0, chunks, `group-${file}-0`, signal);
  const job = {
    kind: 'assemble',
    caller: callerOf(operation),
    plan,
    groups: [{ counts: { text: countsText(top.counts, chunks) } }],
    head: attemptPlace(operation, `head-${file}`),
  } as const;
  const head = await runJob(job, signal);
  const tiles = chunks.map((chunk) => chunk.tiles).filter(hasBytes);
  const sources = [...head, ...top.objects, ...chunks.map((chunk) => chunk.overviews).filter(hasBytes), ...tiles];
  const options = { folder: partsFolder(operation.id, operation.destination), signal };
  return { file, empty: tiles.length === 0, sources: [...(await reduceObjects(sources, MOST_SOURCES, options))] };
}

/** The overviews above the chunks of a group; nothing where all are made with the chunks. */
async function overviewsOf(
  operation: OperationRecord,
  plan: ExportPlan,
  group: number,
  chunks: readonly WrittenChunk[],
  name: string,
  signal: AbortSignal,
) {
  const { overviews, chunkTiles } = plan.raster;
  if (overviews <= Math.log2(chunkTiles)) return { objects: [], counts: [] };
  const place = attemptPlace(operation, name);
  return runJob({ kind: 'group', caller: callerOf(operation), plan, group, chunks, place }, signal);
}

function countsText(top: readonly number[], chunks: readonly WrittenChunk[]): string {
  const counts: GroupCounts = {
    top,
    overviews: chunks.flatMap((chunk) => chunk.overviews.counts),
    tiles: chunks.flatMap((chunk) => chunk.tiles.counts),
  };
  return JSON.stringify(counts);
}

function attemptName(object: string): string {
  return object.slice(object.lastIndexOf('/') + 1);
}
