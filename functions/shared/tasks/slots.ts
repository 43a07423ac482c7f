import { FieldValue, type Transaction } from '@google-cloud/firestore';
import { z } from 'zod';
import { readDocument, type StoredOf } from '../google/stored.ts';
import { SETTINGS } from '../settings.ts';
import { projectDocument } from './documents.ts';
import type { OperationKind, OperationRecord } from './record.ts';

/** What a project's document says of its operations. Other parts of Terrane have fields of their own in it. */
const projectQueue = z.object({
  /** The ids of operations that hold a slot. */
  running: z.object({ export: z.array(z.string()).optional(), import: z.array(z.string()).optional() }).optional(),
  /** How many operations are PENDING. */
  pending: z.number().optional(),
  /** As the project's owner has set it. */
  maxConcurrentExports: z.number().optional(),
});
export type ProjectQueue = StoredOf<typeof projectQueue>;

/** How many operations of a kind a project may run at a time. Imports have slots apart from exports. */
export function slotCount(kind: OperationKind, queue: ProjectQueue): number {
  if (kind === 'export' && queue.maxConcurrentExports !== undefined) return queue.maxConcurrentExports;
  return (kind === 'export' ? SETTINGS.exportSlots : SETTINGS.importSlots).read();
}

/** Reads a project's queue within a transaction. */
export async function readQueue(transaction: Transaction, project: string): Promise<ProjectQueue> {
  return readDocument(projectQueue, await transaction.get(projectDocument(project))) ?? {};
}

/** Gives the slot of an operation back. A write without a read: it cannot conflict with what it does not look at. */
export function releaseSlot(transaction: Transaction, { project, kind, id }: OperationRecord): void {
  transaction.set(projectDocument(project), { running: { [kind]: FieldValue.arrayRemove(id) } }, { merge: true });
}

/** Changes the number of a project's PENDING operations. */
export function countPending(transaction: Transaction, project: string, change: number): void {
  transaction.set(projectDocument(project), { pending: FieldValue.increment(change) }, { merge: true });
}
