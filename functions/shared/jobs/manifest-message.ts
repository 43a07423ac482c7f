import { z } from 'zod';
import { invalid } from '../errors.ts';
import { invalidMessage } from '../messages/problems.ts';
import type { Json } from '../values/value.ts';

/** Reads the JSON text of a manifest, which was checked when it came; INVALID_ARGUMENT if it does not fit. */
export function readManifest<S extends z.ZodType>(schema: S, text: string): z.output<S> {
  const result = schema.safeParse(JSON.parse(text), { reportInput: true });
  if (result.success) return result.data;
  throw invalidMessage(result.error);
}

/** Properties of assets: plain values and lists. */
const assetProperties = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.json())]),
);

/**
 * The properties that a manifest gives an asset.
 * @param name how errors call the manifest
 */
export function manifestProperties(name: string, properties: object = {}): { readonly [name: string]: Json } {
  const result = assetProperties.safeParse(properties);
  if (result.success) return result.data;
  const [{ path, message }] = result.error.issues;
  throw invalid(`Invalid value at '${name}.properties.${path.join('.')}': ${message}`);
}
