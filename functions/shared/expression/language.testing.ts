import type { Context } from '../algorithms/context.ts';
import { REGISTRY } from '../algorithms/registry.ts';
import { notFound } from '../errors.ts';
import { encodeValue } from '../values/encode.ts';
import type { Json } from '../values/value.ts';
import { decodeExpression } from './decode.ts';
import { Evaluator } from './evaluate.ts';

/** A context for tests of what needs neither assets nor files. */
export const languageContext: Context = {
  assets: {
    image(id) {
      throw notFound(`Image.load: Image asset '${id}' not found (does not exist or caller does not have access).`);
    },
    blob: () => Promise.reject(new Error('this test reads no object')),
  },
  pixels: {
    signal: new AbortController().signal,
    rasters: {
      open: () => Promise.reject(new Error('this test opens no raster')),
    },
    claim: () => () => undefined,
  },
  spend: () => undefined,
};

/** The reply to the expression whose result is one node; other nodes by key may be given beside it. */
export async function evaluateLanguage(
  node: Json,
  values: { [key: string]: Json } = {},
  context: Context = languageContext,
): Promise<Json> {
  const root = decodeExpression({ result: 'result', values: { ...values, result: node } });
  return encodeValue(await new Evaluator(REGISTRY, context).evaluate(root));
}

/** A call node. */
export function call(functionName: string, args: { [name: string]: Json }): Json {
  return { functionInvocationValue: { functionName, arguments: args } };
}

/** A constant node. */
export function constant(value: Json): Json {
  return { constantValue: value };
}
