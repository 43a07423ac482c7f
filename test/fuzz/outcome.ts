import type { Context } from '../../functions/shared/algorithms/context.ts';
import { REGISTRY } from '../../functions/shared/algorithms/registry.ts';
import { invalid } from '../../functions/shared/errors.ts';
import { decodeExpression } from '../../functions/shared/expression/decode.ts';
import { Evaluator } from '../../functions/shared/expression/evaluate.ts';
import { languageContext } from '../../functions/shared/expression/language.testing.ts';
import { refusalOf } from '../../functions/shared/jobs/refusal.ts';
import { Image } from '../../functions/shared/raster/image.ts';
import { computeBands } from '../../functions/shared/raster/pixels/compute.ts';
import { encodeValue } from '../../functions/shared/values/encode.ts';
import type { RandomExpression } from './graph.ts';

const MOST_ELEMENTS = 300_000;
const MOST_BYTES = 200 * 1024 * 1024;
const MILLISECONDS = 3_000;

/** What became of an expression: a value, an error for the caller, or a fault of Terrane's. */
export type Outcome = { readonly kind: 'value' | 'refused' } | { readonly kind: 'fault'; readonly message: string };

function fuzzContext(): Context {
  const deadline = Date.now() + MILLISECONDS;
  let elements = 0;
  let claimed = 0;
  return {
    assets: languageContext.assets,
    pixels: {
      signal: AbortSignal.timeout(MILLISECONDS),
      rasters: { open: () => Promise.reject(invalid('There is no raster.')) },
      claim(bytes) {
        claimed += bytes;
        if (claimed > MOST_BYTES) throw invalid('User memory limit exceeded.');
        return () => {
          claimed -= bytes;
        };
      },
    },
    spend(count) {
      elements += count;
      if (elements > MOST_ELEMENTS || Date.now() > deadline) throw invalid('Computation timed out.');
    },
  };
}

/** Evaluates an expression as `value:compute` does; an image's pixels are computed as well. */
export async function outcomeOf(expression: RandomExpression): Promise<Outcome> {
  const context = fuzzContext();
  try {
    const root = decodeExpression(JSON.parse(JSON.stringify(expression)));
    const value = await new Evaluator(REGISTRY, context).evaluate(root);
    const reply = await encodeValue(value);
    const stray = strayIn(reply);
    if (stray !== undefined) return { kind: 'fault', message: `The reply holds ${stray}, which is no JSON.` };
    if (value instanceof Image && value.bands.length > 0 && value.bands.length <= 20) {
      const { crs, transform } = value.bands[0].projection;
      await computeBands(value.bands, { crs, transform, width: 6, height: 6 }, context.pixels);
    }
    return { kind: 'value' };
  } catch (error) {
    const timeout = error instanceof DOMException && error.name === 'TimeoutError';
    if (timeout || refusalOf(error)) return { kind: 'refused' };
    return { kind: 'fault', message: error instanceof Error ? `${error.stack}` : String(error) };
  }
}

/** What JSON would drop or change without a word: undefined, numbers that are not finite, functions, instances. */
function strayIn(root: unknown): string | undefined {
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    const value = stack.pop();
    if (value === null || typeof value === 'string' || typeof value === 'boolean') continue;
    if (typeof value === 'number' && Number.isFinite(value)) continue;
    if (Array.isArray(value)) for (const item of value) stack.push(item);
    else if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
      for (const item of Object.values(value)) stack.push(item);
    } else return typeof value === 'object' ? `a ${value.constructor.name}` : String(value);
  }
  return undefined;
}
