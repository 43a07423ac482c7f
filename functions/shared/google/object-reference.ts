import { z } from 'zod';
import type { StoredOf } from './stored.ts';

/** An object of Cloud Storage. */
export interface ObjectPlace {
  readonly bucket: string;
  readonly object: string;
}

/** An object of Cloud Storage in one state of it: one that is overwritten has another generation. */
export const objectReference = z.object({ bucket: z.string(), object: z.string(), generation: z.string() });
export type ObjectReference = StoredOf<typeof objectReference>;

/** The object that a `gs://BUCKET/OBJECT` URI names; undefined if it is none. */
export function parseObjectUri(uri: string): ObjectPlace | undefined {
  const [, bucket, object] = /^gs:\/\/([^/]+)\/(.+)$/s.exec(uri) ?? [];
  return bucket === undefined || object === undefined ? undefined : { bucket, object };
}
