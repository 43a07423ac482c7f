import { z } from 'zod';
import { objectReference } from '../../google/object-reference.ts';
import type { StoredOf } from '../../google/stored.ts';
import { readJson } from '../../google/stored.ts';
import { storedText } from '../../google/stored-text.ts';
import { copiedFile, type WrittenPart, writtenChunk } from '../../jobs/export-job.ts';
import type { Results } from './content.ts';

const chunkParts = z.union([writtenChunk, copiedFile]);
export type ChunkParts = StoredOf<typeof chunkParts>;

/** Reads the results of an image's chunks. */
export async function readChunkParts(results: Results): Promise<ChunkParts[]> {
  const parts: ChunkParts[] = [];
  for await (const result of results) parts.push(readJson(chunkParts, result, 'The result of a chunk'));
  return parts;
}

/** A file whose chunks were all in one group: the objects that it consists of. */
const wholeFile = z.object({
  /** Its number among those of the image. */
  file: z.number(),
  /** Whether all of it is masked. */
  empty: z.boolean(),
  sources: z.array(objectReference),
});

/** A square of a file: the objects of its overviews, of those within its chunks, and of its tiles; there is none where there are no bytes. */
const fileSquare = z.object({
  file: z.number(),
  top: objectReference.optional(),
  overviews: objectReference.optional(),
  tiles: objectReference.optional(),
  /** The text of GroupCounts. */
  counts: storedText,
});
export type FileSquare = StoredOf<typeof fileSquare>;

const imageGroup = z.object({ files: z.array(z.union([wholeFile, fileSquare])) });

/** What a group of an image's chunks has come to, as it is stored. */
export type WrittenImageGroup = StoredOf<typeof imageGroup>;

/** Reads the result of a group. */
export function readImageGroup(result: string): WrittenImageGroup {
  return readJson(imageGroup, result, 'The result of a group');
}

export function hasBytes({ generation }: WrittenPart): boolean {
  return generation !== '';
}
