import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLogged } from '../../log.ts';
import { RequestMeasures } from '../../measures/request-measures.ts';
import { inScope } from '../../request-scope.ts';
import { observeRequest } from '../../telemetry/telemetry.ts';
import type { FunctionName } from '../methods/method.ts';
import { readAway } from './body.ts';
import { endOnSignals, isEnding } from './ending.ts';
import { endpointOf } from './endpoint.ts';
import { withErrors } from './errors.ts';
import type { Answer, Exchange, Layer } from './exchange.ts';
import { logRequest, shownPath } from './log.ts';
import { withOrigins } from './origin.ts';
import { wantsProfile } from './profiling.ts';
import { withProtection } from './protection.ts';
import { send } from './reply.ts';
import { catchStrayErrors } from './stray-errors.ts';
import { leaveFramework, originalRequest, takeRequestsOver } from './takeover.ts';

/** A function of the functions framework. */
export type HttpFunction = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Makes an HTTP function of an answer. In every case the reply is one of ours: origins are checked, errors have the form that the clients
 * read, and one line is logged.
 * @param files a layer that answers before origins are checked
 */
export function serve(functionName: FunctionName, answer: Answer, files: Layer = (inner) => inner): HttpFunction {
  takeRequestsOver();
  endOnSignals();
  catchStrayErrors();
  const whole = withProtection(withErrors(files(withOrigins(answer))));
  const serveOne: HttpFunction = async (request, response) => {
    leaveFramework(request, serveOne);
    const started = performance.now();
    const exchange = exchangeOf(request, response);
    const { id, path, headers, known } = exchange;
    const scope = { endpoint: endpointOf(request), profiled: wantsProfile(headers), measures: new RequestMeasures() };
    const observed = observeRequest(headers, started);
    const serveIt = () => inScope(scope, () => whole(exchange));
    const reply = await (observed?.inside(serveIt) ?? serveIt());
    await readAway(request);
    // The rest of a body that was left closes the connection: the client is to know, or its next request is lost.
    // So does the end of the server, which waits for all connections.
    if ((request.destroyed && !request.complete) || isEnding()) response.setHeader('connection', 'close');
    // Nothing may be thrown from here: the framework would answer with a page of its own.
    await send(response, headers, reply).catch((error: unknown) => response.destroy(error as Error));
    if (!observed && !isLogged()) return;
    const milliseconds = performance.now() - started;
    const verb = request.method ?? '';
    const { endpoint, measures } = scope;
    const { statusCode: status } = response;
    const told = { id, functionName, verb, path: shownPath(path), milliseconds, status, endpoint, measures, ...known };
    if (isLogged()) logRequest({ ...told, headers });
    observed?.end(told);
  };
  return serveOne;
}

function exchangeOf(request: IncomingMessage, response: ServerResponse): Exchange {
  const { url, headers } = originalRequest(request);
  const at = url.indexOf('?');
  const [path, query] = at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
  return { id: randomUUID(), request, response, headers, path, query, known: {} };
}
