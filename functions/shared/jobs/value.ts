import type { Context } from '../algorithms/context.ts';
import { encodeValue } from '../values/encode.ts';
import { evaluateText } from './evaluate.ts';
import type { ValueJob } from './job.ts';

/** The value of an expression, as the JSON text that goes into the reply. */
export async function computeValue({ expression }: ValueJob, context: Context): Promise<string> {
  return JSON.stringify(await encodeValue(await evaluateText(expression, context)));
}
