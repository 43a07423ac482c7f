import { describe } from 'vitest';
import { aggregationContract } from './firestore/aggregations.ts';
import { batchContract } from './firestore/batches.ts';
import { useFirestore } from './firestore/cloud.ts';
import { cursorContract } from './firestore/cursors.ts';
import { documentContract } from './firestore/documents.ts';
import { filterContract } from './firestore/filters.ts';
import { limitContract } from './firestore/limits.ts';
import { listingContract } from './firestore/listing.ts';
import { orderContract } from './firestore/order.ts';
import { preconditionContract } from './firestore/preconditions.ts';
import { snapshotContract } from './firestore/snapshots.ts';
import { transactionQueryContract } from './firestore/transaction-queries.ts';
import { transactionContract } from './firestore/transactions.ts';
import { transformContract } from './firestore/transforms.ts';

/**
 * What the product relies on, said with the official client alone: it holds for the local Firestore, and for the
 * Firebase emulator when FIRESTORE_EMULATOR_HOST is set.
 */
describe('Firestore', () => {
  const cloud = useFirestore();
  describe('documents', () => documentContract(cloud));
  describe('preconditions', () => preconditionContract(cloud));
  describe('transforms', () => transformContract(cloud));
  describe('transactions', () => transactionContract(cloud));
  describe('transactions with queries', () => transactionQueryContract(cloud));
  describe('filters', () => filterContract(cloud));
  describe('order', () => orderContract(cloud));
  describe('cursors and limits', () => cursorContract(cloud));
  describe('aggregations', () => aggregationContract(cloud));
  describe('snapshots', () => snapshotContract(cloud));
  describe('batches', () => batchContract(cloud));
  describe('listing', () => listingContract(cloud));
  describe('size limits', () => limitContract(cloud));
});
