import { afterAll, beforeAll } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../../infra/local/cloud.ts';
import type { FaultRule } from '../../../infra/local/faults.ts';
import { faults } from '../../../infra/local/faults.ts';
import { firestore } from '../google/clients.ts';
import type { ExportPlan } from '../jobs/export-job.ts';
import { operationDocument, projectDocument, stepDocument } from './documents.ts';
import { newOperationId } from './operation-id.ts';
import type { OperationRecord } from './record.ts';
import type { ProjectQueue } from './slots.ts';
import type { Step, StepRecord, StoredParts } from './step.ts';
import { admit } from './transitions/admit.ts';
import { completePlan } from './transitions/complete-plan.ts';
import { type Lease, leaseStep } from './transitions/lease.ts';
import { type Submission, submit } from './transitions/submit.ts';

/** A local cloud for the tests of a file. */
export function useLocalCloud(rules: FaultRule[] = []): void {
  let cloud: LocalCloud;
  beforeAll(async () => {
    cloud = await startLocalCloud({ faults: faults({ rules }) });
    Object.assign(process.env, cloud.env);
  });
  afterAll(async () => {
    await firestore().terminate();
    await cloud.stop();
  });
}

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
    priority: 100,
    description: '',
    request: { text: '{}' },
    options: '{}',
    destination: { kind: 'file', bucket: 'somewhere', prefix: 'file' },
    ...more,
  };
}

/** What matters of a plan to the states. */
export function planOf(chunks: number): ExportPlan {
  return {
    chunks,
    width: 2048 * chunks,
    height: 2048,
    raster: {
      crs: 'EPSG:4326',
      transform: [1, 0, 0, 0, -1, 0],
      tileSize: 256,
      chunkTiles: 8,
      overviews: 0,
      sampleType: 'uint8',
      predictor: 1,
      strategy: 'default',
      fill: 0,
      declareFill: false,
      bandNames: ['constant'],
      policies: ['MEAN'],
    },
  };
}

export const NO_PARTS: StoredParts = {
  overviews: { object: 'o', generation: '', entries: [] },
  tiles: { object: 't', generation: '', entries: [] },
};

/** A lease of a step that must be free. */
export async function lease(id: string, step: Step): Promise<Lease> {
  const outcome = await leaseStep(id, step);
  if (outcome.kind !== 'leased') throw new Error(`Step ${step} is ${outcome.kind}.`);
  return outcome.lease;
}

/** An operation of a project of its own that runs, with a plan of so many chunks. */
export async function runningOperation(chunks: number): Promise<OperationRecord> {
  const project = newProject();
  await submit(submission(project), undefined);
  const [operation] = await admit(project, 'export');
  await completePlan(await lease(operation.id, 'plan'), planOf(chunks));
  return readOperation(operation.id);
}

export async function readOperation(id: string): Promise<OperationRecord> {
  return (await operationDocument(id).get()).data() as OperationRecord;
}

export async function readStep(id: string, step: Step): Promise<StepRecord | undefined> {
  return (await stepDocument(id, step).get()).data() as StepRecord | undefined;
}

export async function readProject(project: string): Promise<ProjectQueue> {
  return (await projectDocument(project).get()).data() as ProjectQueue;
}

/** Makes the lease of a step end now, as if its holder had died. */
export async function expireLease(id: string, step: Step): Promise<void> {
  await stepDocument(id, step).update({ due: Date.now() - 1 });
}
