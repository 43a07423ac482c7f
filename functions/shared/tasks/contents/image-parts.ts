import { z } from 'zod';
import type { ObjectReference } from '../../google/object-reference.ts';
import { readDocuments, readJson } from '../../google/stored.ts';
import { copiedFile, type WrittenPart, writtenChunk } from '../../jobs/export-job.ts';
import { steps } from '../documents.ts';
import { stepRecord } from '../step.ts';

/** Step records read at a time. */
const PAGE = 1000;

const parts = z.union([writtenChunk, copiedFile]);

/** What the chunks of an image have written, each in the order of the chunks. */
export interface WrittenImage {
  readonly overviewParts: readonly WrittenPart[];
  readonly tileParts: readonly WrittenPart[];
  readonly copies: readonly ObjectReference[];
}

/** The parts of all chunks of an operation, in the order of the chunks. */
export async function readImageParts(id: string): Promise<WrittenImage> {
  const overviewParts: WrittenPart[] = [];
  const tileParts: WrittenPart[] = [];
  const copies: ObjectReference[] = [];
  for (;;) {
    const page = await steps(id)
      .orderBy('chunk')
      .startAt(tileParts.length + copies.length)
      .limit(PAGE)
      .get();
    for (const step of readDocuments(stepRecord, page)) {
      const written = readJson(parts, step.parts ?? '', `The parts of chunk ${step.chunk}`);
      if ('copy' in written) copies.push(written.copy);
      else {
        overviewParts.push(written.overviews);
        tileParts.push(written.tiles);
      }
    }
    if (page.size < PAGE) return { overviewParts, tileParts, copies };
  }
}
