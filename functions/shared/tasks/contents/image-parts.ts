import { z } from 'zod';
import type { ObjectReference } from '../../google/object-reference.ts';
import { readJson } from '../../google/stored.ts';
import { copiedFile, type WrittenPart, writtenChunk } from '../../jobs/export-job.ts';
import type { ChunkResults } from './content.ts';

const parts = z.union([writtenChunk, copiedFile]);

/** What the chunks of an image have written, each in the order of the chunks. */
export interface WrittenImage {
  readonly overviewParts: readonly WrittenPart[];
  readonly tileParts: readonly WrittenPart[];
  readonly copies: readonly ObjectReference[];
}

/** Reads the results of an image's chunks. */
export async function readImageParts(results: ChunkResults): Promise<WrittenImage> {
  const overviewParts: WrittenPart[] = [];
  const tileParts: WrittenPart[] = [];
  const copies: ObjectReference[] = [];
  for await (const result of results) {
    const written = readJson(parts, result, 'The result of a chunk');
    if ('copy' in written) copies.push(written.copy);
    else {
      overviewParts.push(written.overviews);
      tileParts.push(written.tiles);
    }
  }
  return { overviewParts, tileParts, copies };
}
