import type { z } from 'zod';

/** A stored value: readonly in all its parts. */
export type Stored<T> = T extends (infer Item)[]
  ? readonly Stored<Item>[]
  : T extends (...args: never) => unknown
    ? T
    : T extends object
      ? { readonly [K in keyof T]: Stored<T[K]> }
      : T;

/** The type of the values that a schema reads from storage. */
export type StoredOf<S extends z.ZodType> = Stored<z.output<S>>;

/** A Firestore document snapshot, as far as it is read here. */
interface Snapshot {
  readonly id: string;
  data(): unknown;
}

/**
 * Reads a document; undefined if it does not exist. Fields that the schema does not name are left out.
 * @throws TypeError for one that was not written by Terrane
 */
export function readDocument<S extends z.ZodType>(schema: S, snapshot: Snapshot): StoredOf<S> | undefined {
  const data = snapshot.data();
  return data === undefined ? undefined : read(schema, data, `The document ${snapshot.id}`);
}

/** Reads documents of a query's result, all of which exist. */
export function readDocuments<S extends z.ZodType>(
  schema: S,
  { docs }: { readonly docs: readonly Snapshot[] },
): StoredOf<S>[] {
  return docs.map((snapshot) => read(schema, snapshot.data(), `The document ${snapshot.id}`));
}

/**
 * Reads JSON text that Terrane has stored.
 * @param what the name of the value in error messages
 * @throws TypeError if it does not fit the schema, SyntaxError if it is not JSON
 */
export function readJson<S extends z.ZodType>(schema: S, text: string, what: string): StoredOf<S> {
  return read(schema, JSON.parse(text), what);
}

function read<S extends z.ZodType>(schema: S, value: unknown, what: string): StoredOf<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data as StoredOf<S>;
  const [{ path, message }] = result.error.issues;
  throw new TypeError(`${what} is not as it was stored: ${path.join('.')}: ${message}`);
}
