import { readOperation as findOperation, projectDocument, stepDocument } from './documents.ts';
import { newOperationId } from './operation-id.ts';
import type { OperationRecord } from './record.ts';
import type { ProjectQueue } from './slots.ts';
import type { Step } from './step.ts';
import { admit } from './transitions/admit.ts';
import { type CompletedPlan, completePlan } from './transitions/complete-plan.ts';
import { type Lease, leaseStep } from './transitions/lease.ts';
import { type Submission, submit } from './transitions/submit.ts';

let projects = 0;

/** A project that no other test has. */
export function newProject(): string {
  projects += 1;
  return `project-${projects}`;
}

/** An export of a project. */
export function submission(project: string, more: Partial<Submission> = {}): Submission {
  return {
    id: newOperationId(),
    project,
    user: 'somebody',
    kind: 'export',
    content: 'image',
    priority: 100,
    description: '',
    request: { text: '{}' },
    options: '{}',
    destination: { kind: 'file', bucket: 'somewhere', prefix: 'file', extension: 'tif' },
    ...more,
  };
}

/** A plan with a number of chunks; states look at nothing else in it. */
export function planOf(chunks: number): CompletedPlan {
  return { chunks, plan: '{}', pins: { text: '{}' } };
}

/** The result of a chunk; states do not look into it. */
export const NO_PARTS = '{}';

/** A lease of a step that must be free. */
export async function lease(id: string, step: Step): Promise<Lease> {
  const outcome = await leaseStep(id, step);
  if (outcome.kind !== 'leased') throw new Error(`Step ${step} is ${outcome.kind}.`);
  return outcome.lease;
}

/** A running operation, alone in its project, with a plan of a number of chunks, of which as many as `share` are under way. */
export async function runningOperation(chunks: number, share = 64): Promise<OperationRecord> {
  const project = newProject();
  await submit(submission(project), undefined);
  const [operation] = await admit(project, 'export');
  await completePlan(await lease(operation.id, 'plan'), planOf(chunks), share);
  return readOperation(operation.id);
}

export async function readOperation(id: string): Promise<OperationRecord> {
  const operation = await findOperation(id);
  if (!operation) throw new Error(`There is no operation ${id}.`);
  return operation;
}

export async function readProject(project: string): Promise<ProjectQueue> {
  return (await projectDocument(project).get()).data() as ProjectQueue;
}

/** Makes the lease of a step end now, as if its holder had died. */
export async function expireLease(id: string, step: Step): Promise<void> {
  await stepDocument(id, step).update({ due: Date.now() - 1 });
}
