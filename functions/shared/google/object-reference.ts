import { z } from 'zod';
import type { StoredOf } from './stored.ts';

/** An object of Cloud Storage in one state of it: one that is overwritten has another generation. */
export const objectReference = z.object({ bucket: z.string(), object: z.string(), generation: z.string() });
export type ObjectReference = StoredOf<typeof objectReference>;

/** The key of one generation of an object: `BUCKET/OBJECT#GENERATION`. */
export function fileKey({ bucket, object, generation }: ObjectReference): string {
  return `${bucket}/${object}#${generation}`;
}
