import { encodeValue } from '../values/encode.ts';
import { jobContext } from './context.ts';
import { evaluateText } from './evaluate.ts';
import type { ValueJob } from './job.ts';

/** The value of an expression, as the JSON text that goes into the reply. */
export async function computeValue({ expression }: ValueJob, signal: AbortSignal): Promise<string> {
  return JSON.stringify(await encodeValue(await evaluateText(expression, jobContext(signal))));
}
