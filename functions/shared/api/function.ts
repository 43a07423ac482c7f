import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { invalid, isServiceError, ServiceError, unimplemented } from '../errors.ts';
import { authenticate } from './auth.ts';
import { discoveryReply } from './discovery/reply.ts';
import type { Call, Handler, Handlers } from './handler.ts';
import { readBody } from './http/body.ts';
import { errorReply } from './http/error-reply.ts';
import { selectFields } from './http/fields.ts';
import { type JsonBody, memberText, parseBody } from './http/json.ts';
import { logRequest, type RequestEntry } from './http/log.ts';
import { admitOrigin, answerPreflight } from './http/origin.ts';
import { type FileReply, isFileReply, jsonText, send } from './http/reply.ts';
import { strayErrors } from './http/stray-errors.ts';
import { originalRequest, takeRequestsOver } from './http/takeover.ts';
import { invalidMessage } from './messages/problems.ts';
import type { FunctionName } from './methods/method.ts';
import { readQuery, type StandardQuery } from './methods/query.ts';
import { type Route, route } from './methods/router.ts';
import type { MethodId } from './methods/table.ts';

export interface FunctionOptions {
  readonly name: FunctionName;
  readonly handlers: Handlers;
  /** After how many seconds a call is given up; read anew for each call. */
  readonly seconds?: () => number;
}

export type HttpFunction = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * A function of the functions framework that serves methods of the API. Whatever comes, the answer is JSON in the form that the
 * clients read, or the file that was asked for.
 */
export function createFunction(options: FunctionOptions): HttpFunction {
  takeRequestsOver();
  return async (request, response) => {
    const started = performance.now();
    const stray = strayErrors();
    const { url, headers } = originalRequest(request);
    const [path, query = ''] = splitOnce(url, '?');
    const id = randomUUID();
    const known: Partial<RequestEntry> = {};
    let reply: FileReply | undefined;
    try {
      admitOrigin(headers, response);
      if (request.method === 'OPTIONS') answerPreflight(response);
      else reply = await Promise.race([answer({ request, response, headers, path, query, known }, options), stray]);
    } catch (error) {
      reply = errorReply(error, id);
      if (!isServiceError(error)) Object.assign(known, { error });
    }
    // Nothing may be thrown from here: the framework would answer with a page of its own.
    if (reply) await send(response, headers, reply).catch((error: unknown) => response.destroy(error as Error));
    const milliseconds = performance.now() - started;
    const verb = request.method ?? '';
    logRequest({
      id,
      functionName: options.name,
      verb,
      path,
      headers,
      milliseconds,
      status: response.statusCode,
      ...known,
    });
  };
}

interface Arrival {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly headers: IncomingHttpHeaders;
  readonly path: string;
  readonly query: string;
  /** Filled in for the log. */
  readonly known: Partial<RequestEntry>;
}

async function answer(arrival: Arrival, options: FunctionOptions): Promise<FileReply> {
  const { request, headers, path, known } = arrival;
  if (request.method === 'GET' && /^\/(\$|%24)discovery\/rest$/.test(path)) {
    return discoveryReply(headers, arrival.query);
  }
  const { id, method, params } = route(request.method ?? '', path);
  Object.assign(known, { method: id });
  const query = readQuery(method, arrival.query);
  const project = /^projects\/([^/]+)/.exec(Object.values(params)[0] ?? '')?.[1] ?? '';
  const origin = { headers, remoteAddress: request.socket.remoteAddress };
  const caller = authenticate(origin, project, query.standard.accessToken);
  Object.assign(known, caller);
  const handler = options.handlers[id] as Handler<MethodId> | undefined;
  if (!handler) throw missing(id, method.servedBy, options.name);
  const json = method.request ? parseBody(await readBody(request)) : undefined;
  const deadline = startDeadline(arrival.response, options.seconds?.());
  try {
    const call = {
      params,
      query: query.own,
      body: json && checkBody({ id, method, params }, json),
      text: (field: string) => (json && field in json.value ? memberText(json.text, field) : undefined),
      caller,
      signal: deadline.signal,
      headers,
    };
    const reply = await Promise.race([handler(call as unknown as Call), deadline.passed]);
    return present(reply, query.standard);
  } finally {
    deadline.end();
  }
}

function missing(id: string, servedBy: FunctionName, name: FunctionName): ServiceError {
  if (servedBy === name) return unimplemented(`${id} is not supported by Terrane yet.`);
  return unimplemented(`${id} is served by the function '${servedBy}', but the request came to '${name}'.`);
}

function checkBody({ method }: Route, { value }: JsonBody): unknown {
  const checked = method.request?.safeParse(value, { reportInput: true });
  if (checked?.success === false) throw invalidMessage(checked.error);
  return checked?.data;
}

/** Ends the work when the caller goes away or the time is over. */
function startDeadline(response: ServerResponse, seconds: number | undefined) {
  const controller = new AbortController();
  const passed = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason));
  });
  // Who only waits for the signal leaves this one unhandled.
  passed.catch(() => {});
  const leave = () => {
    if (!response.writableFinished) controller.abort(new ServiceError('CANCELLED', 'The caller went away.'));
  };
  response.once('close', leave);
  // Not DEADLINE_EXCEEDED: the Python client would repeat the whole computation.
  const timer = seconds && setTimeout(() => controller.abort(invalid('Computation timed out.')), seconds * 1000);
  return {
    signal: controller.signal,
    passed,
    end() {
      if (timer) clearTimeout(timer);
      response.off('close', leave);
    },
  };
}

/** A handler's answer as the query wants it: some of its fields, with or without line breaks. */
function present(reply: object | FileReply, { fields, prettyPrint }: StandardQuery): FileReply {
  const indent = prettyPrint ? 2 : undefined;
  if (isFileReply(reply)) {
    const plain = !reply.contentType.startsWith('application/json') || reply.status === 304;
    if (plain || (fields === undefined && !prettyPrint)) return reply;
    const value: unknown = JSON.parse(Buffer.from(reply.bytes).toString());
    return jsonText(JSON.stringify(fields ? selectFields(value, fields) : value, null, indent), reply.headers);
  }
  return jsonText(JSON.stringify(fields ? selectFields(reply, fields) : reply, null, indent));
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
