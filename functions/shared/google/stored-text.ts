import { z } from 'zod';
import type { ObjectPlace } from '../storage-names.ts';
import { objectReference } from './object-reference.ts';
import { readObject } from './read-object.ts';
import { storage } from './storage.ts';
import type { StoredOf } from './stored.ts';

/** The most bytes of a text that a record holds itself: a document of Firestore has at most 1 MiB. */
const MAX_INLINE = 500_000;

/** The same where the record is read again and again, and listed, by readers that do not need the text. */
export const MAX_BESIDE_OTHERS = 32_768;

/** A text of any length: in the record if it is short, else an object of the asset bucket. */
export const storedText = z.union([z.object({ text: z.string() }), objectReference]);
export type StoredText = StoredOf<typeof storedText>;

/**
 * Stores a text: one that is short is to be written with the record.
 * @param place where an object is put if one is needed; nothing may be there
 * @param most bytes that the record is to hold
 */
export async function storeText(place: ObjectPlace, text: string, most = MAX_INLINE): Promise<StoredText> {
  if (Buffer.byteLength(text) < most) return { text };
  const file = storage().bucket(place.bucket).file(place.object);
  await file.save(text, {
    resumable: false,
    contentType: 'application/json',
    preconditionOpts: { ifGenerationMatch: 0 },
  });
  return { ...place, generation: String(file.metadata.generation) };
}

/** The text that was stored. */
export async function loadText(stored: StoredText): Promise<string> {
  if ('text' in stored) return stored.text;
  return (await readObject(stored)).toString('utf8');
}
