import { randomBytes, randomUUID } from 'node:crypto';
import { requirePermission } from '../../shared/access/access.ts';
import type { Handlers } from '../../shared/api/handler.ts';
import { type FileReply, jsonText } from '../../shared/api/http/reply.ts';
import { readPageSize } from '../../shared/api/page-size.ts';
import { invalid, ServiceError } from '../../shared/errors.ts';
import { loadText } from '../../shared/google/stored-text.ts';
import type { Caller } from '../../shared/jobs/caller.ts';
import { dueAfter } from '../../shared/schedules/calendar.ts';
import { findSchedule, isScheduleId, listSchedules, parseScheduleName } from '../../shared/schedules/find.ts';
import { scheduleMessage } from '../../shared/schedules/message.ts';
import type { ScheduleRecord } from '../../shared/schedules/record.ts';
import { manualKey } from '../../shared/schedules/run-key.ts';
import {
  deleteScheduleRequest,
  deleteScheduleRequests,
  storeScheduleRequest,
} from '../../shared/schedules/stored-request.ts';
import { changeSchedule } from '../../shared/schedules/transitions/change.ts';
import { createSchedule } from '../../shared/schedules/transitions/create.ts';
import { deleteSchedule } from '../../shared/schedules/transitions/delete.ts';
import { settleRuns } from '../../shared/schedules/transitions/settle.ts';
import { operationMessage } from '../../shared/tasks/operation-message.ts';
import { operationStates } from '../../shared/tasks/operation-states.ts';
import { checkPlan, readChanges, readPlan } from '../schedules/read-schedule.ts';
import { SCHEDULED_METHODS } from '../schedules/scheduled-methods.ts';
import { startScheduled } from '../schedules/start-run.ts';

const PAGE = { usual: 100, most: 1000 };

/** A schedule with its request, which may be nested deeper than JSON.stringify can write, and with what has become of its last runs. */
async function answer(schedule: ScheduleRecord): Promise<FileReply> {
  const operations = schedule.runs.flatMap(({ operation }) => operation ?? []);
  const [states, request] = await Promise.all([operationStates(operations), loadText(schedule.request)]);
  return jsonText(`${JSON.stringify(scheduleMessage(schedule, states)).slice(0, -1)},"request":${request}}`);
}

/** The id of a new schedule. */
function idOf(wanted: string | undefined): string {
  if (!wanted) return `schedule-${randomBytes(8).toString('hex')}`;
  if (isScheduleId(wanted)) return wanted;
  throw invalid(
    `Invalid 'scheduleId' '${wanted.slice(0, 100)}': use at most 63 lower-case letters, digits and '-', and begin with a letter.`,
  );
}

export const SCHEDULE_HANDLERS = {
  async 'projects.schedules.create'({ body, text, query, caller }) {
    const { project, user = '' } = caller;
    const { request, ...plan } = readPlan(body, text('request'));
    await checkPlan({ ...plan, request }, { project, user });
    const [uid, now] = [randomUUID(), Date.now()];
    const times = { createTime: now, updateTime: now, next: dueAfter(plan, now) };
    const stored = await storeScheduleRequest({ uid }, request);
    const schedule: ScheduleRecord = {
      ...plan,
      ...times,
      id: idOf(query.scheduleId),
      project,
      uid,
      user,
      request: stored,
      paused: false,
      runs: [],
    };
    try {
      await createSchedule(schedule);
    } catch (error) {
      await deleteScheduleRequest(stored);
      throw error;
    }
    return answer(schedule);
  },

  async 'projects.schedules.get'({ params }) {
    return answer(await findSchedule(parseScheduleName(params.name)));
  },

  async 'projects.schedules.list'({ query, caller }) {
    const { schedules, next } = await listSchedules(
      caller.project,
      readPageSize(query.pageSize, PAGE),
      query.pageToken,
    );
    return {
      schedules: schedules.map((schedule) => scheduleMessage(schedule)),
      ...(next === undefined ? {} : { nextPageToken: next }),
    };
  },

  async 'projects.schedules.patch'({ params, body, text, query, caller }) {
    const found = await findSchedule(parseScheduleName(params.name));
    const { request: changed, ...changes } = readChanges(body, text('request'), query.updateMask);
    const user = caller.user ?? '';
    const plan = { ...found, ...changes };
    await checkPlan({ ...plan, request: changed ?? (await loadText(found.request)) }, { project: found.project, user });
    const request = changed === undefined ? found.request : await storeScheduleRequest(found, changed);
    const now = Math.max(Date.now(), found.updateTime + 1);
    const { after } = await changeSchedule(found, ({ updateTime, paused, next }) => {
      // A commit may have been carried out although its answer was lost: then this is the second attempt.
      if (updateTime === now) return {};
      if (updateTime !== found.updateTime) throw changedSince();
      const isMoved = changes.cron !== undefined || changes.timeZone !== undefined;
      const times = { updateTime: now, next: isMoved && !paused ? dueAfter(plan, now) : next };
      return { ...changes, ...times, request, user };
    });
    if (request !== found.request) await deleteScheduleRequest(found.request);
    return answer(after);
  },

  async 'projects.schedules.delete'({ params }) {
    const found = await findSchedule(parseScheduleName(params.name));
    await deleteSchedule(found);
    await deleteScheduleRequests(found);
    return {};
  },

  async 'projects.schedules.pause'({ params }) {
    const { after } = await changeSchedule(parseScheduleName(params.name), ({ paused }) =>
      paused ? {} : { paused: true, next: undefined, updateTime: Date.now() },
    );
    return answer(after);
  },

  async 'projects.schedules.resume'({ params }) {
    const { after } = await changeSchedule(parseScheduleName(params.name), (schedule) => {
      const now = Date.now();
      return schedule.paused ? { paused: false, next: dueAfter(schedule, now), updateTime: now } : {};
    });
    return answer(after);
  },

  async 'projects.schedules.run'({ params, body, caller }) {
    const schedule = await findSchedule(parseScheduleName(params.name));
    await requireMethod(caller, schedule);
    const { dueTime, requestId } = body;
    const start = Date.now();
    const due = dueTime === undefined ? start : Date.parse(dueTime);
    const operation = await startScheduled(schedule, due, requestId ? manualKey(schedule, requestId) : undefined);
    await settleRuns(schedule, { runs: [{ due, start, manual: true, operation: operation.id }] });
    return operationMessage(operation, 0);
  },
} satisfies Handlers;

/** Checks that a caller may call what a schedule calls. */
async function requireMethod(caller: Caller, { method, project }: ScheduleRecord): Promise<void> {
  const permission = SCHEDULED_METHODS[method]?.permission;
  if (permission) await requirePermission(caller, permission, `projects/${project}`);
}

function changedSince(): ServiceError {
  return new ServiceError('ABORTED', 'The schedule was changed by somebody else at the same time. Try again.');
}
