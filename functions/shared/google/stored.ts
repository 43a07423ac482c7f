import type { DocumentReference } from '@google-cloud/firestore';
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
  readonly ref: DocumentReference;
  data(): unknown;
}

/** A document is not as Terrane stores it. Reading it again gives the same. */
export class UnsoundDocument extends TypeError {
  readonly snapshot: Snapshot;

  constructor(snapshot: Snapshot, problem: string) {
    super(`The document ${snapshot.id} is not as it was stored: ${problem}`);
    this.name = 'UnsoundDocument';
    this.snapshot = snapshot;
  }
}

/**
 * Reads a document; undefined if it does not exist. Fields that the schema does not name are left out.
 * @throws UnsoundDocument for one that was not written by Terrane
 */
export function readDocument<S extends z.ZodType>(schema: S, snapshot: Snapshot): StoredOf<S> | undefined {
  return snapshot.data() === undefined ? undefined : readExisting(schema, snapshot);
}

/**
 * Reads documents of a query's result, all of which exist.
 * @throws UnsoundDocument
 */
export function readDocuments<S extends z.ZodType>(
  schema: S,
  { docs }: { readonly docs: readonly Snapshot[] },
): StoredOf<S>[] {
  return docs.map((snapshot) => readExisting(schema, snapshot));
}

/** Reads those documents of a query's result that are as they were stored; the others are told apart. */
export function readSound<S extends z.ZodType>(
  schema: S,
  { docs }: { readonly docs: readonly Snapshot[] },
): { readonly sound: readonly StoredOf<S>[]; readonly unsound: readonly UnsoundDocument[] } {
  const sound: StoredOf<S>[] = [];
  const unsound: UnsoundDocument[] = [];
  for (const snapshot of docs) {
    const result = schema.safeParse(snapshot.data());
    if (result.success) sound.push(result.data as StoredOf<S>);
    else unsound.push(new UnsoundDocument(snapshot, firstProblem(result.error)));
  }
  return { sound, unsound };
}

function readExisting<S extends z.ZodType>(schema: S, snapshot: Snapshot): StoredOf<S> {
  const result = schema.safeParse(snapshot.data());
  if (result.success) return result.data as StoredOf<S>;
  throw new UnsoundDocument(snapshot, firstProblem(result.error));
}

/**
 * Reads JSON text that Terrane has stored.
 * @param what the name of the value in error messages
 * @throws TypeError if it does not fit the schema, SyntaxError if it is not JSON
 */
export function readJson<S extends z.ZodType>(schema: S, text: string, what: string): StoredOf<S> {
  const result = schema.safeParse(JSON.parse(text));
  if (result.success) return result.data as StoredOf<S>;
  throw new TypeError(`${what} is not as it was stored: ${firstProblem(result.error)}`);
}

function firstProblem({ issues: [{ path, message }] }: z.ZodError): string {
  return `${path.join('.')}: ${message}`;
}
