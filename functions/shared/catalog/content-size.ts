import { invalid } from '../errors.ts';
import type { AssetContent } from './asset.ts';

/** Bytes of what is kept of an asset besides its files and its policy, as JSON: a document of Firestore has at most 1 MiB. */
const MAX_BYTES = 900_000;

/** Most properties that are named when there is too much. */
const NAMED = 3;

/**
 * Checks that what is known of an asset can be kept.
 * @throws INVALID_ARGUMENT, with the properties that take most
 */
export function checkContentSize(content: Partial<AssetContent>): void {
  const bytes = sizeOf(content);
  if (bytes <= MAX_BYTES) return;
  const largest = Object.entries(content.properties ?? {})
    .map(([name, value]) => ({ name, size: sizeOf(value) }))
    .toSorted((a, b) => b.size - a.size)
    .slice(0, NAMED)
    .map(({ name, size }) => `'${name.slice(0, 100)}' (${size} bytes)`);
  throw invalid(
    `The metadata of the asset is too large: it has ${bytes} bytes, and may have ${MAX_BYTES}. ` +
      (largest.length === 0
        ? 'Simplify its geometry, or leave out bands.'
        : `Remove or shorten properties; the largest are ${largest.join(', ')}.`),
  );
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}
