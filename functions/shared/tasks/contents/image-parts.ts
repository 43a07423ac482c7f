import { z } from 'zod';
import { readDocuments, readJson, type StoredOf } from '../../google/stored.ts';
import { type WrittenPart, writtenPart } from '../../jobs/export-job.ts';
import { steps } from '../documents.ts';
import { stepRecord } from '../step.ts';

/** Step records read at a time. */
const PAGE = 1000;

/** The result of an image's chunk: its written parts. */
const parts = z.object({ overviews: writtenPart, tiles: writtenPart });

/** The parts of a chunk as they are stored with its step. */
export function imageParts(written: StoredOf<typeof parts>): string {
  return JSON.stringify(written);
}

/** The parts of all chunks of an operation, in the order of the chunks. */
export async function readImageParts(
  id: string,
): Promise<{ readonly overviewParts: WrittenPart[]; readonly tileParts: WrittenPart[] }> {
  const overviewParts: WrittenPart[] = [];
  const tileParts: WrittenPart[] = [];
  for (;;) {
    const page = await steps(id).orderBy('chunk').startAt(tileParts.length).limit(PAGE).get();
    for (const step of readDocuments(stepRecord, page)) {
      const { overviews, tiles } = readJson(parts, step.parts ?? '', `The parts of chunk ${step.chunk}`);
      overviewParts.push(overviews);
      tileParts.push(tiles);
    }
    if (page.size < PAGE) return { overviewParts, tileParts };
  }
}
