import type { ObjectReference } from '../google/object-reference.ts';
import { writePart } from '../google/write-part.ts';
import type { ObjectPlace } from '../storage-names.ts';
import { assembleHead } from './assemble.ts';
import type { AssembleJob, ChunkResult, TileEntry, WrittenChunk, WrittenPart } from './export-job.ts';

/** Writes the parts of a chunk that has been computed: from the thread that has the bytes. */
export async function writeChunk(
  { overviews, overviewEntries, tiles, tileEntries }: ChunkResult,
  parts: ObjectPlace,
): Promise<WrittenChunk> {
  const [o, t] = await Promise.all([
    store({ ...parts, object: `${parts.object}.o` }, overviews, overviewEntries),
    store({ ...parts, object: `${parts.object}.t` }, tiles, tileEntries),
  ]);
  return { overviews: o, tiles: t };
}

/** Makes the head of an exported file, and writes it. */
export async function writeHead(job: Omit<AssembleJob, 'kind' | 'caller'>): Promise<ObjectReference> {
  return { ...job.head, generation: await writePart(job.head, await assembleHead(job)) };
}

async function store(place: ObjectPlace, bytes: Uint8Array, entries: readonly TileEntry[]): Promise<WrittenPart> {
  return { ...place, generation: bytes.length === 0 ? '' : await writePart(place, bytes), entries };
}
