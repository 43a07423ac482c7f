import { setTimeout as wait } from 'node:timers/promises';
import { type ServerUnaryCall, type sendUnaryData, status, type UntypedServiceImplementation } from '@grpc/grpc-js';
import type { FaultPlan } from '../faults.ts';
import type { CloudTasks } from './cloud-tasks.ts';
import { notImplemented, TasksError } from './errors.ts';

const METHODS = [
  'CreateQueue',
  'GetQueue',
  'ListQueues',
  'UpdateQueue',
  'DeleteQueue',
  'PurgeQueue',
  'PauseQueue',
  'ResumeQueue',
  'CreateTask',
  'GetTask',
  'ListTasks',
  'DeleteTask',
  'RunTask',
] as const satisfies (keyof CloudTasks)[];

/** Methods that the service has and this server refuses. */
const REFUSED = ['GetIamPolicy', 'SetIamPolicy', 'TestIamPermissions'];

/** The methods of the service for grpc-js: faults are injected, errors become gRPC statuses. */
export function handlers(tasks: CloudTasks, faults: FaultPlan | undefined): UntypedServiceImplementation {
  const implementation: UntypedServiceImplementation = {};
  for (const method of METHODS) {
    implementation[method] = (call: ServerUnaryCall<object, object>, answer: sendUnaryData<object>) => {
      underFaults(faults, method, () => tasks[method](call.request as never)).then(
        (message) => answer(null, message),
        (error) => answer(statusError(error)),
      );
    };
  }
  for (const method of REFUSED) {
    implementation[method] = (_call: unknown, answer: sendUnaryData<object>) => {
      answer(statusError(notImplemented(method, 'every caller may do everything here.')));
    };
  }
  return implementation;
}

/** Runs a call under its faults. A `duplicate` runs it once: only deliveries (method `Dispatch`) can come twice. */
async function underFaults(plan: FaultPlan | undefined, method: string, work: () => object): Promise<object> {
  const fault = await plan?.before('tasks', method);
  if (fault?.kind === 'fail') throw new TasksError(status[fault.status], `Injected ${fault.status}`);
  if (fault?.kind === 'delay') await wait(fault.milliseconds);
  const message = work();
  if (fault?.kind === 'drop') throw new TasksError(status.UNAVAILABLE, 'Injected: the answer was lost');
  return message;
}

function statusError(error: unknown): { code: status; details: string } {
  if (error instanceof TasksError) return { code: error.code, details: error.message };
  console.error('local Cloud Tasks:', error);
  return { code: status.INTERNAL, details: error instanceof Error ? error.message : String(error) };
}
