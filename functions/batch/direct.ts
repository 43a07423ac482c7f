import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { authenticate } from '../shared/api/auth.ts';
import type { HttpFunction } from '../shared/api/function.ts';
import { errorReply } from '../shared/api/http/error-reply.ts';
import { logRequest } from '../shared/api/http/log.ts';
import { admitOrigin, answerPreflight } from '../shared/api/http/origin.ts';
import { type FileReply, send } from '../shared/api/http/reply.ts';
import { originalRequest } from '../shared/api/http/takeover.ts';
import { isServiceError } from '../shared/errors.ts';

/** A call of something that is not a method of the API. */
export interface DirectCall {
  readonly request: IncomingMessage;
  readonly headers: IncomingHttpHeaders;
  readonly path: string;
}

/** For those who need no project: any will do. */
const NO_PROJECT = 'earthengine-legacy';

/** Serves what has no place in the table of methods, with the same errors, origins, and log. */
export function serveDirectly(answer: (call: DirectCall) => Promise<FileReply>): HttpFunction {
  return async (request, response) => {
    const started = performance.now();
    const { url, headers } = originalRequest(request);
    const [path] = url.split('?');
    const id = randomUUID();
    let error: unknown;
    let reply: FileReply | undefined;
    try {
      admitOrigin(headers, response);
      if (request.method === 'OPTIONS') answerPreflight(response);
      else {
        authenticate({ headers, remoteAddress: request.socket.remoteAddress }, NO_PROJECT, undefined);
        reply = await answer({ request, headers, path });
      }
    } catch (thrown) {
      reply = errorReply(thrown, id);
      if (!isServiceError(thrown)) error = thrown;
    }
    if (reply && !response.destroyed) await send(response, headers, reply);
    logRequest({
      id,
      functionName: 'batch',
      verb: request.method ?? '',
      path,
      headers,
      milliseconds: performance.now() - started,
      status: response.statusCode,
      error,
    });
  };
}
