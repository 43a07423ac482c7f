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
  /** The limit that the project's owners have set. */
  maxConcurrentExports: z.number().optional(),
});
export type ProjectQueue = StoredOf<typeof projectQueue>;

/**
 * The number of operations of a kind that a project may run at a time. Imports and exports have separate slots. The server's setting is the
 * most, whatever the project's owners have set.
 */
export function slotCount(kind: OperationKind, queue: ProjectQueue): number {
  if (kind === 'import') return SETTINGS.importSlots.read();
  const most = SETTINGS.exportSlots.read();
  return Math.min(queue.maxConcurrentExports ?? most, most);
}

/** Reads a project's queue within a transaction. */
export async function readQueue(transaction: Transaction, project: string): Promise<ProjectQueue> {
  return readDocument(projectQueue, await transaction.get(projectDocument(project))) ?? {};
}

/** A project's queue, as it is now. */
export async function findQueue(project: string): Promise<ProjectQueue> {
  return readDocument(projectQueue, await projectDocument(project).get()) ?? {};
}

/**
 * Sets how many exports of a project run at a time, by a write without a read. What runs goes on, even if there are more.
 * @param limit undefined for as many as the server allows
 */
export async function limitExports(project: string, limit: number | undefined): Promise<void> {
  await projectDocument(project).set({ maxConcurrentExports: limit ?? FieldValue.delete() }, { merge: true });
}

/** Frees an operation's slot, by a write without a read: the transaction does not depend on the document's state. */
export function releaseSlot(transaction: Transaction, { project, kind, id }: OperationRecord): void {
  transaction.set(projectDocument(project), { running: { [kind]: FieldValue.arrayRemove(id) } }, { merge: true });
}
