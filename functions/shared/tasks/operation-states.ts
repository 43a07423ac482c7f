import { firestore } from '../google/firestore.ts';
import { readDocument, type StoredOf } from '../google/stored.ts';
import { operationDocument } from './documents.ts';
import { operationRecord } from './record.ts';

const outcome = operationRecord.pick({ id: true, state: true, error: true });

/** The states and errors of operations by their ids; those that have been deleted are left out. */
export async function operationStates(
  ids: readonly string[],
): Promise<ReadonlyMap<string, Pick<StoredOf<typeof outcome>, 'state' | 'error'>>> {
  if (ids.length === 0) return new Map();
  const fieldMask = Object.keys(outcome.shape);
  const found = await firestore().getAll(...ids.map(operationDocument), { fieldMask });
  return new Map(
    found.flatMap((snapshot) => {
      const known = readDocument(outcome, snapshot);
      return known ? [[known.id, known] as const] : [];
    }),
  );
}
