import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import type { FaultPlan } from '../../faults.ts';
import type { Engine } from '../engine.ts';
import { type CallRules, refuse, streamed, unary } from './calls.ts';
import { listen } from './listen.ts';
import { listCollectionIds, listDocuments } from './listing.ts';
import { runAggregationQuery, runQueryCall } from './queries.ts';
import { batchGetDocuments, getDocument } from './reads.ts';
import {
  batchWrite,
  beginTransaction,
  commit,
  createDocument,
  deleteDocument,
  rollback,
  updateDocument,
} from './writes.ts';

/** The service's methods, by the names of the protocol. */
export function firestoreHandlers(engine: Engine, faults: FaultPlan | undefined): UntypedServiceImplementation {
  const rules: CallRules = { engine, faults };
  return {
    GetDocument: unary(rules, 'GetDocument', getDocument),
    ListDocuments: unary(rules, 'ListDocuments', listDocuments),
    ListCollectionIds: unary(rules, 'ListCollectionIds', listCollectionIds),
    BatchGetDocuments: streamed(rules, 'BatchGetDocuments', batchGetDocuments),
    RunQuery: streamed(rules, 'RunQuery', runQueryCall),
    RunAggregationQuery: streamed(rules, 'RunAggregationQuery', runAggregationQuery),
    BeginTransaction: unary(rules, 'BeginTransaction', beginTransaction),
    Commit: unary(rules, 'Commit', commit),
    Rollback: unary(rules, 'Rollback', rollback),
    BatchWrite: unary(rules, 'BatchWrite', batchWrite),
    CreateDocument: unary(rules, 'CreateDocument', createDocument),
    UpdateDocument: unary(rules, 'UpdateDocument', updateDocument),
    DeleteDocument: unary(rules, 'DeleteDocument', deleteDocument),
    Listen: listen(rules),
    PartitionQuery: unary(rules, 'PartitionQuery', refuse('PartitionQuery')),
    ExecutePipeline: streamed(rules, 'ExecutePipeline', refuse('ExecutePipeline (pipelines)')),
    Write: streamed(rules, 'Write', refuse('the streaming Write; use Commit')),
  };
}
