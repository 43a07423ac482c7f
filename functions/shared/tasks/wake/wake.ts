import { createHash } from 'node:crypto';
import { ServiceError } from '../../errors.ts';
import { cloudTasks } from '../../google/cloud-tasks.ts';
import { SETTINGS } from '../../settings.ts';
import type { OperationKind, OperationRecord } from '../record.ts';
import type { Step } from '../step.ts';
import { ALREADY_EXISTS, type QueueName, queuePath } from './queues.ts';

/** Seconds that Cloud Tasks waits for an answer: the most it allows. */
const DEADLINE = 1800;

/** A wake-up to start waiting operations: it names the project and the kind only; everything else is in Firestore. */
export interface DispatchWake {
  readonly project: string;
  readonly kind: OperationKind;
}

/** The operation of a step: an import has a queue of its own, so that it does not wait for the chunks of exports. */
export type StepOwner = Pick<OperationRecord, 'id' | 'kind'>;

/** A wake-up to run a step. */
export interface StepWake {
  readonly operation: string;
  readonly step: Step;
}

/** A wake-up to run a schedule at a due time (milliseconds since 1970). */
export interface ScheduleWake {
  readonly project: string;
  readonly schedule: string;
  readonly due: number;
}

/** Sends a wake-up that starts waiting operations of a project, if slots are free. */
export function wakeDispatch(wake: DispatchWake): Promise<void> {
  return send('terrane-dispatch', 'dispatch', wake);
}

/**
 * Sends a wake-up that runs a step, once for each occasion: Cloud Tasks may deliver a wake-up several times, and each delivery does what
 * follows from it, so that wake-ups would multiply.
 * @param occasion why the step is woken: another text each time that it should be
 * @param at milliseconds since 1970; at once if left out
 */
export function wakeStep({ id, kind }: StepOwner, step: Step, occasion: string, at?: number): Promise<void> {
  const wake: StepWake = { operation: id, step };
  const options = { name: digest(`${id} ${step} ${occasion}`), at };
  if (step === 'plan' || step === 'finish') return send('terrane-plans', step, wake, options);
  const path = typeof step === 'number' ? 'chunk' : 'group';
  return send(kind === 'import' ? 'terrane-imports' : 'terrane-chunks', path, wake, options);
}

/** Sends a wake-up that runs a schedule, once for each occasion, at a time in milliseconds since 1970. */
export function wakeSchedule(wake: ScheduleWake, occasion: string, at: number): Promise<void> {
  return send('terrane-schedules', 'schedule', wake, { name: digest(`schedule ${occasion}`), at });
}

/** The names of wake-ups are digests: sequential ones would be slow. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function send(
  queue: QueueName,
  path: string,
  body: DispatchWake | StepWake | ScheduleWake,
  { name, at }: { readonly name?: string; readonly at?: number | undefined } = {},
): Promise<void> {
  const base = SETTINGS.batchUrl.read();
  if (!base) {
    throw new ServiceError(
      'FAILED_PRECONDITION',
      'TERRANE_BATCH_URL is not set: it must be the URL of the function "batch".',
    );
  }
  const serviceAccountEmail = SETTINGS.tasksServiceAccount.read();
  const parent = await queuePath(queue);
  const request = {
    parent,
    task: {
      ...(name === undefined ? {} : { name: `${parent}/tasks/${name}` }),
      dispatchDeadline: { seconds: DEADLINE },
      ...(at === undefined
        ? {}
        : { scheduleTime: { seconds: Math.floor(at / 1000), nanos: Math.floor(at % 1000) * 1e6 } }),
      httpRequest: {
        httpMethod: 'POST' as const,
        url: `${base.replace(/\/$/, '')}/tasks/${path}`,
        headers: { 'Content-Type': 'application/json', ...localProof() },
        body: Buffer.from(JSON.stringify(body)).toString('base64'),
        ...(serviceAccountEmail ? { oidcToken: { serviceAccountEmail, audience: base } } : {}),
      },
    },
  };
  try {
    await cloudTasks().createTask(request);
  } catch (error) {
    // It has been sent already.
    if (!(error instanceof Error && 'code' in error && error.code === ALREADY_EXISTS)) throw error;
  }
}

/** By what wake-ups of a Cloud Tasks on this machine are known, where it takes a secret. In the cloud Google signs them. */
function localProof(): { Authorization?: string } {
  const secret = SETTINGS.tasksEmulator.read() && SETTINGS.wakeSecret.read();
  return secret ? { Authorization: `Bearer ${secret}` } : {};
}
