import { type Finished, finishAtOnce, type PlannedWork } from '../../shared/tasks/contents/content.ts';
import { contentOf } from '../../shared/tasks/contents/contents.ts';
import type { OperationRecord } from '../../shared/tasks/record.ts';

/** Milliseconds that the one chunk of an operation may take: it must not keep those waiting that are to be planned. */
const BRIEF = 2000;

/**
 * Carries out an operation of one chunk right after its plan: most of what a small one costs is its way from step to step.
 * @returns undefined if it has several chunks, or the one takes longer: then nothing has happened
 */
export async function runAtOnce(
  operation: OperationRecord,
  { plan, pins, chunks }: PlannedWork,
  signal: AbortSignal,
): Promise<Finished | undefined> {
  if (chunks !== 1) return undefined;
  const content = contentOf(operation);
  const planned = { ...operation, plan, pins: { text: pins }, chunks };
  const brief = AbortSignal.timeout(BRIEF);
  let result: string;
  try {
    result = await content.chunk(planned, { chunk: 0, signal: AbortSignal.any([signal, brief]), isBrief: true });
  } catch (error) {
    if (brief.aborted && !signal.aborted) return undefined;
    throw error;
  }
  return finishAtOnce(content, planned, [result], signal);
}
