import type { Context } from '../algorithms/context.ts';
import { encoding } from '../measures/meter.ts';
import { encodeValue } from '../values/encode.ts';
import { evaluateText } from './evaluate.ts';
import type { ValueJob } from './job.ts';

/** The value of an expression, as the JSON text of a reply in UTF-8. */
export async function computeValue({ expression }: ValueJob, context: Context): Promise<Uint8Array> {
  const value = await encodeValue(await evaluateText(expression, context));
  return encoding(() => new TextEncoder().encode(`{"result":${JSON.stringify(value)}}`));
}
