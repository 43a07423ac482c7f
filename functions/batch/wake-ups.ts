import { publishFirebaseUsers } from '../shared/access/firebase-users.ts';
import { readBody } from '../shared/api/http/body.ts';
import { jsonText } from '../shared/api/http/reply.ts';
import { checkProject } from '../shared/catalog/names.ts';
import { invalid, notFound } from '../shared/errors.ts';
import { UnsoundDocument } from '../shared/google/stored.ts';
import { parseBody } from '../shared/messages/json.ts';
import { isScheduleId } from '../shared/schedules/find.ts';
import { wakeDueSchedules } from '../shared/schedules/wake-due.ts';
import { isOperationId } from '../shared/tasks/operation-id.ts';
import { groupOfStep, parseStep, type Step } from '../shared/tasks/step.ts';
import { sweep } from '../shared/tasks/sweep.ts';
import { admit } from '../shared/tasks/transitions/admit.ts';
import { reportUnsound } from '../shared/tasks/unsound.ts';
import { wakeStep } from '../shared/tasks/wake/wake.ts';
import { runSchedule } from './schedules/run-schedule.ts';
import { runChunk } from './steps/chunk.ts';
import { runFinish } from './steps/finish.ts';
import { runGroup } from './steps/group.ts';
import { runPlan } from './steps/plan.ts';
import { forWakeUps } from './wake-up-caller.ts';

type Body = { readonly [field: string]: unknown };

/** The handler of each kind of wake-up, by path. A wake-up may arrive more than once, late, or for an operation that no longer exists. */
const WAKE_UPS: { readonly [path: string]: (body: Body) => Promise<void> } = {
  async '/tasks/dispatch'({ project, kind }) {
    if (typeof project !== 'string' || (kind !== 'export' && kind !== 'import')) throw malformed();
    const admitted = await admit(checkProject(project), kind);
    await Promise.all(admitted.map((operation) => wakeStep(operation, 'plan', 'admitted')));
  },
  '/tasks/plan': (body) => runPlan(stepOf(body, 'plan').id),
  '/tasks/chunk'(body) {
    const { id, step } = stepOf(body);
    if (typeof step !== 'number') throw malformed();
    return runChunk(id, step);
  },
  '/tasks/group'(body) {
    const { id, step } = stepOf(body);
    const group = groupOfStep(step);
    if (group === undefined) throw malformed();
    return runGroup(id, group);
  },
  '/tasks/finish': (body) => runFinish(stepOf(body, 'finish').id),
  async '/tasks/sweep'() {
    await Promise.all([sweep(), wakeDueSchedules(), publishFirebaseUsers()]);
  },
  '/tasks/schedule'({ project, schedule: id, due }) {
    if (typeof project !== 'string' || typeof id !== 'string' || !isScheduleId(id) || typeof due !== 'number') {
      throw malformed();
    }
    return runSchedule({ project: checkProject(project), id }, due);
  },
};

/**
 * Answers the calls of Cloud Tasks and Cloud Scheduler, which repeat a call that fails. A failure that repeating cannot mend is therefore
 * recorded and answered with 200. A malformed call does not come from them and is refused.
 * @throws PERMISSION_DENIED for other callers
 */
export const wakeUps = forWakeUps(async ({ request, path }) => {
  const wakeUp = Object.hasOwn(WAKE_UPS, path) ? WAKE_UPS[path] : undefined;
  if (!wakeUp || request.method !== 'POST') throw notFound('Method not found.');
  const body = parseBody(await readBody(request)).value;
  try {
    await wakeUp(body);
  } catch (error) {
    if (!(error instanceof UnsoundDocument)) throw error;
    await reportUnsound(error);
  }
  return jsonText('{}');
});

function stepOf(body: Body, wanted?: Step): { id: string; step: Step } {
  const { operation: id } = body;
  const step = parseStep(body['step']);
  if (typeof id !== 'string' || !isOperationId(id) || step === undefined) throw malformed();
  if (wanted !== undefined && step !== wanted) throw malformed();
  return { id, step };
}

function malformed() {
  return invalid('This is not a wake-up as Terrane sends them.');
}
