import { Budget } from '../../budget.ts';
import type { ExportPlan } from '../../jobs/export-job.ts';
import type { ImageLayout } from '../../jobs/image-layout.ts';
import { runJob } from '../../jobs/pool.ts';
import type { ObjectPlace } from '../../storage-names.ts';
import { callerOf } from '../caller.ts';
import { dividedPlace, numbered, partsFolder, resultPlace } from '../destination.ts';
import type { OperationRecord } from '../record.ts';
import { type Composed, composeObjects } from '../storage/compose.ts';
import type { Results } from './content.ts';
import { type FileSquare, readImageGroup } from './image-parts.ts';
import { attemptPlace } from './one-file.ts';

/** What the files of images are. */
export const IMAGE_TYPE = 'image/tiff';

/** Files that are put together at a time. */
const AT_A_TIME = 16;

/** A file of an image in its place. */
export interface FinishedFile {
  /** Its number among those of the image. */
  readonly file: number;
  readonly written: Composed;
}

/** How files are finished. */
interface Finishing {
  /** Whether files are left out of which all is masked. */
  readonly skipEmptyFiles: boolean;
  readonly signal: AbortSignal;
}

/**
 * Puts the files of an image together where they are to be.
 * @param results of its groups
 * @returns those that were not left out, in their order
 */
export async function finishFiles(
  operation: OperationRecord,
  layout: ImageLayout,
  results: Results,
  { skipEmptyFiles, signal }: Finishing,
): Promise<FinishedFile[]> {
  const { id, destination } = operation;
  const options = { folder: partsFolder(id, destination), contentType: IMAGE_TYPE, signal };
  const placeOf = (file: number) => filePlace(layout, resultPlace(id, destination), file);
  const slots = new Budget(AT_A_TIME);
  const composed: FinishedFile[] = [];
  let squares: FileSquare[] = [];
  const joinSquares = async () => {
    if (squares.length === 0) return;
    const own = squares;
    squares = [];
    if (skipEmptyFiles && own.every(({ tiles }) => tiles === undefined)) return;
    const [{ file }] = own;
    const sources = [
      ...(await headOf(operation, layout.planOf(file), file, own, signal)),
      ...own.flatMap(({ top }) => top ?? []),
      ...own.flatMap(({ overviews }) => overviews ?? []),
      ...own.flatMap(({ tiles }) => tiles ?? []),
    ];
    composed.push({ file, written: await composeObjects(sources, placeOf(file), options) });
  };
  for await (const result of results) {
    const { files } = readImageGroup(result);
    for (const part of files) {
      if ('sources' in part || part.file !== squares[0]?.file) await joinSquares();
      if ('counts' in part) squares.push(part);
    }
    const whole = files.filter((part) => 'sources' in part).filter(({ empty }) => !(skipEmptyFiles && empty));
    composed.push(
      ...(await Promise.all(
        whole.map(({ file, sources }) =>
          slots.hold(1, async () => ({ file, written: await composeObjects(sources, placeOf(file), options) })),
        ),
      )),
    );
  }
  await joinSquares();
  return composed;
}

function filePlace(layout: ImageLayout, result: ObjectPlace, file: number): ObjectPlace {
  const origin = layout.adoptedPlan(file) === undefined ? layout.planOf(file).origin : undefined;
  return origin === undefined ? numbered(result, file) : dividedPlace(result, origin);
}

function headOf(
  operation: OperationRecord,
  plan: ExportPlan,
  file: number,
  squares: readonly FileSquare[],
  signal: AbortSignal,
) {
  const job = {
    kind: 'assemble',
    caller: callerOf(operation),
    plan,
    groups: squares.map(({ top, counts }) => ({ ...(top ? { top } : {}), counts })),
    head: attemptPlace(operation, `head-${file}`),
  } as const;
  return runJob(job, signal);
}
