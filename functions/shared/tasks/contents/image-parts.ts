import { readDocuments, readJson } from '../../google/stored.ts';
import { type WrittenPart, writtenChunk } from '../../jobs/export-job.ts';
import { steps } from '../documents.ts';
import { stepRecord } from '../step.ts';

/** Step records read at a time. */
const PAGE = 1000;

/** The parts of all chunks of an operation, in the order of the chunks. */
export async function readImageParts(
  id: string,
): Promise<{ readonly overviewParts: WrittenPart[]; readonly tileParts: WrittenPart[] }> {
  const overviewParts: WrittenPart[] = [];
  const tileParts: WrittenPart[] = [];
  for (;;) {
    const page = await steps(id).orderBy('chunk').startAt(tileParts.length).limit(PAGE).get();
    for (const step of readDocuments(stepRecord, page)) {
      const { overviews, tiles } = readJson(writtenChunk, step.parts ?? '', `The parts of chunk ${step.chunk}`);
      overviewParts.push(overviews);
      tileParts.push(tiles);
    }
    if (page.size < PAGE) return { overviewParts, tileParts };
  }
}
