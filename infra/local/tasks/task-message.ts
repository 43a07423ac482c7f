import { type Attempt, fromMilliseconds, type Queue, type Task, type View } from './messages.ts';
import { configMessages } from './queue-config.ts';
import type { StoredQueue, StoredTask } from './store.ts';

/** A task as it is given to callers: the basic view leaves the body out. */
export function taskMessage(task: StoredTask, view: View | undefined): Task {
  const full = view === 'FULL';
  const { first, last, dispatched, responded } = task.attempts;
  const { body, ...basic } = task.request;
  return {
    name: `${task.queue}/tasks/${task.id}`,
    httpRequest: full && body ? { ...basic, body } : basic,
    scheduleTime: fromMilliseconds(task.due),
    createTime: fromMilliseconds(Math.floor(task.created / 1000) * 1000),
    dispatchDeadline: fromMilliseconds(task.deadline),
    dispatchCount: dispatched,
    responseCount: responded,
    ...(first !== undefined && { firstAttempt: { dispatchTime: fromMilliseconds(first) } }),
    ...(last && { lastAttempt: attemptMessage(last) }),
    view: full ? 'FULL' : 'BASIC',
  };
}

function attemptMessage(attempt: NonNullable<StoredTask['attempts']['last']>): Attempt {
  return {
    scheduleTime: fromMilliseconds(attempt.scheduled),
    dispatchTime: fromMilliseconds(attempt.dispatched),
    ...(attempt.responded !== undefined && { responseTime: fromMilliseconds(attempt.responded) }),
    ...(attempt.status && { responseStatus: attempt.status }),
  };
}

/** A queue as it is given to callers. */
export function queueMessage(queue: StoredQueue): Queue {
  return {
    name: queue.name,
    ...configMessages(queue.config),
    state: queue.paused ? 'PAUSED' : 'RUNNING',
    ...(queue.purged !== undefined && { purgeTime: fromMilliseconds(queue.purged) }),
  };
}
