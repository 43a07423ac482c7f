import { invalid, notImplemented } from './errors.ts';
import { type HttpRequest, type Task, toMilliseconds } from './messages.ts';

/** "The maximum task size is 100KB" (cloudtasks.proto, CreateTask). */
const MOST_TASK_BYTES = 100 * 1024;
/** Milliseconds: how far ahead a task may be scheduled (30 days, the service's quota). */
const FARTHEST_SCHEDULE = 30 * 24 * 3600 * 1000;
/** Milliseconds: the deadline of HTTP tasks (task.proto, Task.dispatch_deadline). */
const DEADLINE = { default: 600_000, least: 15_000, most: 1_800_000 };
const METHODS_WITH_BODY = ['POST', 'PUT', 'PATCH'];

/** Limits that tests may relax, so that a server accepts more than the service does. */
export interface TaskLimits {
  /** Send to other hosts than the loopback address too. */
  allowRemote?: boolean;
  /** Milliseconds; 15 s unless given. */
  leastDeadline?: number;
}

/** A task as it is asked for, checked. Times in milliseconds. */
export interface TaskRequest {
  http: HttpRequest;
  deadline: number;
  due: number;
}

/**
 * Checks a task to be created.
 * @throws INVALID_ARGUMENT
 */
export function parseTaskRequest(task: Task, limits: TaskLimits, now: number): TaskRequest {
  if (task.appEngineHttpRequest) throw notImplemented('App Engine targets', 'use httpRequest.');
  const http = task.httpRequest;
  if (!http) throw invalid('Task.http_request is required');
  checkUrl(http.url ?? '', limits.allowRemote ?? false);
  const method = http.httpMethod && http.httpMethod !== 'HTTP_METHOD_UNSPECIFIED' ? http.httpMethod : 'POST';
  if (http.body?.length && !METHODS_WITH_BODY.includes(method)) {
    throw invalid(`HttpRequest.body is not allowed with the method ${method}`);
  }
  checkSizes(task, http);
  for (const token of [http.oidcToken, http.oauthToken]) {
    if (token && !token.serviceAccountEmail) throw invalid('A token needs a service_account_email');
  }
  const deadline = task.dispatchDeadline ? toMilliseconds(task.dispatchDeadline) : DEADLINE.default;
  if (deadline < (limits.leastDeadline ?? DEADLINE.least) || deadline > DEADLINE.most) {
    throw invalid('Task.dispatch_deadline must be between [15s, 30m]');
  }
  const due = Math.max(task.scheduleTime ? toMilliseconds(task.scheduleTime) : 0, now);
  if (due > now + FARTHEST_SCHEDULE) throw invalid('Task.schedule_time must be at most 30 days in the future');
  return { http: { ...http, httpMethod: method }, deadline, due };
}

function checkUrl(text: string, allowRemote: boolean): void {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) {
    throw invalid(`HttpRequest.url must be an absolute http:// or https:// address, not "${text}"`);
  }
  if (text.length > 2083) throw invalid('HttpRequest.url is longer than 2083 characters');
  const { hostname } = new URL(text);
  if (allowRemote || hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)) return;
  throw invalid(`The local Cloud Tasks sends to the loopback address only, not to "${hostname}"`);
}

function checkSizes(task: Task, http: HttpRequest): void {
  const headers = Object.entries(http.headers ?? {}).reduce((sum, pair) => sum + Buffer.byteLength(pair.join()), 0);
  if (headers >= 80 * 1024) throw invalid('HttpRequest.headers must be smaller than 80KB');
  const size = (http.body?.length ?? 0) + headers + (http.url?.length ?? 0) + (task.name?.length ?? 0);
  if (size > MOST_TASK_BYTES) throw invalid(`Task size too large: ${size} bytes, but at most 100KB are allowed`);
}
