import { Agent, type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps, Agent as TlsAgent } from 'node:https';
import { authorization } from './identity-token.ts';
import { parseQueueName } from './names.ts';
import type { StoredTask } from './store.ts';

/** The outcome of one delivery: an HTTP status, or the reason why there was none. */
export type Outcome =
  | { kind: 'response'; status: number; retryAfter: number | undefined }
  | { kind: 'deadline' }
  | { kind: 'unreachable'; message: string };

/** Headers that the service sets itself or drops (target.proto, HttpRequest.headers). */
const RESERVED = /^(host|content-length|user-agent|connection|transfer-encoding|x-(google|appengine|cloudtasks)-.*)$/i;

/** Sends tasks to their targets. One for a server: it keeps connections alive. */
export class Courier {
  readonly #agents = { http: new Agent({ keepAlive: true }), https: new TlsAgent({ keepAlive: true }) };

  /** Sends a task once. Ends with the outcome, at the latest after the task's deadline or when `signal` is aborted. */
  deliver(task: StoredTask, signal: AbortSignal): Promise<Outcome> {
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const { body } = task.request;
    const request = this.#open(task, (response) => {
      // The answer's body means nothing, but the connection is free for the next task once it is read.
      response.resume();
      response.on('end', () =>
        resolve({ kind: 'response', status: response.statusCode ?? 0, retryAfter: wait(response) }),
      );
      response.on('error', (error) => resolve({ kind: 'unreachable', message: error.message }));
    });
    const late = setTimeout(() => {
      resolve({ kind: 'deadline' });
      request.destroy();
    }, task.deadline);
    const abort = () => request.destroy(new Error('The local Cloud Tasks is being stopped'));
    signal.addEventListener('abort', abort, { once: true });
    request.on('error', (error) => resolve({ kind: 'unreachable', message: error.message }));
    request.end(body);
    return promise.finally(() => {
      clearTimeout(late);
      signal.removeEventListener('abort', abort);
    });
  }

  /** Closes the connections that are kept alive. */
  close(): void {
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  #open(task: StoredTask, onResponse: (response: IncomingMessage) => void): ClientRequest {
    const url = new URL(task.request.url!);
    const options = { method: task.request.httpMethod!, headers: deliveryHeaders(task) };
    return url.protocol === 'https:'
      ? requestHttps(url, { ...options, agent: this.#agents.https }, onResponse)
      : requestHttp(url, { ...options, agent: this.#agents.http }, onResponse);
  }
}

/** The headers of a delivery: the task's own, and those by which the service tells the handler about the task. */
export function deliveryHeaders(task: StoredTask): Record<string, string> {
  const { attempts } = task;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(task.request.headers ?? {})) {
    if (!RESERVED.test(name)) headers[name.toLowerCase()] = value;
  }
  const token = authorization(task.request, Date.now());
  if (token) headers['authorization'] = token;
  headers['user-agent'] = 'Google-Cloud-Tasks';
  headers['content-length'] = String(task.request.body?.length ?? 0);
  headers['x-cloudtasks-queuename'] = parseQueueName(task.queue).id;
  headers['x-cloudtasks-taskname'] = task.id;
  headers['x-cloudtasks-taskretrycount'] = String(attempts.dispatched - 1);
  headers['x-cloudtasks-taskexecutioncount'] = String(attempts.executed);
  headers['x-cloudtasks-tasketa'] = String(task.due / 1000);
  if (attempts.previousResponse) headers['x-cloudtasks-taskpreviousresponse'] = String(attempts.previousResponse);
  if (attempts.retryReason) headers['x-cloudtasks-taskretryreason'] = attempts.retryReason;
  return headers;
}

/** Milliseconds of `Retry-After` (seconds or a date). */
function wait(response: IncomingMessage): number | undefined {
  const text = response.headers['retry-after'];
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(date - Date.now(), 0);
}
