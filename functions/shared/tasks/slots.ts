import { FieldValue, type Transaction } from '@google-cloud/firestore';
import { z } from 'zod';
import { readDocument, type StoredOf } from '../google/stored.ts';
import { SETTINGS } from '../settings.ts';
import { projectDocument } from './documents.ts';
import type { OperationKind, OperationRecord } from './record.ts';

/** The fields of a project's document that concern its operations. Other parts of Terrane have their own fields in it. */
const projectQueue = z.object({
  /** The ids of operations that hold a slot. */
  running: z.object({ export: z.array(z.string()).optional(), import: z.array(z.string()).optional() }).optional(),
  /** The limit that the project's owner has set. */
  maxConcurrentExports: z.number().optional(),
});
export type ProjectQueue = StoredOf<typeof projectQueue>;

/** The number of operations of a kind that a project may run at a time. Imports and exports have separate slots. */
export function slotCount(kind: OperationKind, queue: ProjectQueue): number {
  if (kind === 'export' && queue.maxConcurrentExports !== undefined) return queue.maxConcurrentExports;
  return (kind === 'export' ? SETTINGS.exportSlots : SETTINGS.importSlots).read();
}

/** Reads a project's queue within a transaction. */
export async function readQueue(transaction: Transaction, project: string): Promise<ProjectQueue> {
  return readDocument(projectQueue, await transaction.get(projectDocument(project))) ?? {};
}

/** A project's queue, as it is now. */
export async function findQueue(project: string): Promise<ProjectQueue> {
  return readDocument(projectQueue, await projectDocument(project).get()) ?? {};
}

/** Frees an operation's slot, by a write without a read: the transaction does not depend on the document's state. */
export function releaseSlot(transaction: Transaction, { project, kind, id }: OperationRecord): void {
  transaction.set(projectDocument(project), { running: { [kind]: FieldValue.arrayRemove(id) } }, { merge: true });
}
