import type { CollectionReference, DocumentReference, Query } from '@google-cloud/firestore';
import { firestore } from '../google/firestore.ts';
import { readDocument } from '../google/stored.ts';
import { type OperationRecord, operationRecord } from './record.ts';
import { type Step, type StepRecord, stepRecord } from './step.ts';

/** All operations, of all projects. */
export function operations(): CollectionReference {
  return firestore().collection('operations');
}

/** The document of an operation. */
export function operationDocument(id: string): DocumentReference {
  return operations().doc(id);
}

/** The record of an operation; undefined if there is none (any more). */
export async function readOperation(id: string): Promise<OperationRecord | undefined> {
  return readDocument(operationRecord, await operationDocument(id).get());
}

/** What those who watch a project see of an operation: Firebase's clients read it themselves, as `firestore.rules` says. */
export function liveDocument({ project, id }: Pick<OperationRecord, 'project' | 'id'>): DocumentReference {
  return firestore().collection('live').doc(project).collection('tasks').doc(id);
}

/** The steps of an operation that exist so far. */
export function steps(id: string): CollectionReference {
  return operationDocument(id).collection('steps');
}

/** The document of a step. */
export function stepDocument(id: string, step: Step): DocumentReference {
  return steps(id).doc(String(step));
}

/** The record of a step; undefined if there is none (any more). */
export async function readStep(id: string, step: Step): Promise<StepRecord | undefined> {
  return readDocument(stepRecord, await stepDocument(id, step).get());
}

/** The document of what has been handed out of an operation's chunks: it goes with the steps. */
export function handDocument(id: string): DocumentReference {
  return steps(id).doc('hand');
}

/** The steps of all operations. */
export function allSteps(): Query {
  return firestore().collectionGroup('steps');
}

/** The document of a project, with its running and waiting operations. */
export function projectDocument(project: string): DocumentReference {
  return firestore().collection('projects').doc(project);
}

/** The document that remembers a request's id. */
export function requestDocument(key: string): DocumentReference {
  return firestore().collection('requests').doc(key);
}
