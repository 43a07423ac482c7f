import type { Query, QueryDocumentSnapshot } from '@google-cloud/firestore';
import type { z } from 'zod';
import { Budget } from '../budget.ts';
import { readDocuments, type StoredOf, UnsoundDocument } from '../google/stored.ts';
import { writeLog } from '../log.ts';
import { reportUnsound } from './unsound.ts';

/** Documents read at a time. */
const PAGE = 300;
/** Documents that are worked at at a time: one whose work takes long does not keep the others. */
const AT_A_TIME = 10;

/**
 * Does some work for every document of a query's result, however many there are. One that cannot be read, or whose work fails, is told to the
 * log and keeps none of the others.
 */
export async function forEachStored<S extends z.ZodType>(
  query: Query,
  schema: S,
  work: (record: StoredOf<S>) => Promise<unknown>,
): Promise<void> {
  const slots = new Budget(AT_A_TIME);
  let last: QueryDocumentSnapshot | undefined;
  do {
    const page: readonly QueryDocumentSnapshot[] = (await (last ? query.startAfter(last) : query).limit(PAGE).get())
      .docs;
    await Promise.all(page.map((snapshot) => slots.hold(1, () => one(snapshot, schema, work))));
    last = page.length < PAGE ? undefined : page.at(-1);
  } while (last);
}

async function one<S extends z.ZodType>(
  snapshot: QueryDocumentSnapshot,
  schema: S,
  work: (record: StoredOf<S>) => Promise<unknown>,
): Promise<void> {
  try {
    const [record] = readDocuments(schema, { docs: [snapshot] });
    await work(record);
  } catch (error) {
    await report(snapshot, error);
  }
}

async function report({ ref }: QueryDocumentSnapshot, error: unknown): Promise<void> {
  if (!(error instanceof UnsoundDocument)) return writeLog('ERROR', `${ref.path} cannot be dealt with`, { error });
  await reportUnsound(error).catch((failure: unknown) =>
    writeLog('ERROR', `${ref.path} cannot be marked`, { error: failure }),
  );
}
