import { LRUCache } from 'lru-cache';
import type { Classifier } from '../algorithms/classifier/classifier.ts';
import { type DecodedClassifier, decodeClassifier } from '../algorithms/classifier/classifier-file.ts';
import { objectBytes } from '../google/object-file.ts';
import { fileKey, type ObjectReference } from '../google/object-reference.ts';

/** Bytes of classifiers that a thread keeps: each tile of a map asks for the same one. */
const KEPT_BYTES = 128 * 1024 * 1024;

const kept = new LRUCache<string, DecodedClassifier>({
  maxSize: KEPT_BYTES,
  sizeCalculation: ({ bytes }) => 1 + bytes,
});

/** The classifier of an asset's file. */
export async function classifierOfFile(file: ObjectReference): Promise<Classifier> {
  const key = fileKey(file);
  const known = kept.get(key);
  if (known) return known.classifier;
  const decoded = decodeClassifier(await objectBytes(file));
  kept.set(key, decoded);
  return decoded.classifier;
}
