import type { WrittenPart } from '../../jobs/export-job.ts';
import { steps } from '../documents.ts';
import type { StepRecord, StoredPart, StoredParts } from '../step.ts';

/** Step records read at a time. */
const PAGE = 1000;

/** The parts of all chunks of an operation, in the order of the chunks. */
export async function writtenParts(
  id: string,
  bucket: string,
): Promise<{ readonly overviewParts: WrittenPart[]; readonly tileParts: WrittenPart[] }> {
  const overviewParts: WrittenPart[] = [];
  const tileParts: WrittenPart[] = [];
  const place = ({ object, generation, entries }: StoredPart) => ({ bucket, object, generation, entries });
  for (;;) {
    const page = await steps(id).orderBy('chunk').startAt(tileParts.length).limit(PAGE).get();
    for (const document of page.docs) {
      const parts = JSON.parse((document.data() as StepRecord).parts ?? '') as StoredParts;
      overviewParts.push(place(parts.overviews));
      tileParts.push(place(parts.tiles));
    }
    if (page.size < PAGE) return { overviewParts, tileParts };
  }
}
