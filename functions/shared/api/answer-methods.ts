import { ServiceError, unimplemented } from '../errors.ts';
import { isOpen } from '../identity/auth-mode.ts';
import type { Credentials } from '../identity/credentials.ts';
import { isForUnnamedPage, pageRefusal } from '../identity/pages.ts';
import type { Caller } from '../jobs/caller.ts';
import type { TextMember } from '../jobs/job.ts';
import { readWorkloadTag } from '../messages/workload-tag.ts';
import { countComputation, countProjectRequest, countUserRequest } from '../quota/parties.ts';
import { currentEndpoint, requestScope } from '../request-scope.ts';
import { anyone, authenticate } from './auth.ts';
import { authorize } from './authorize.ts';
import { discoveryReply } from './discovery/reply.ts';
import type { Call, Handler, Handlers } from './handler.ts';
import { withDeadline } from './http/deadline.ts';
import type { Answer, Exchange } from './http/exchange.ts';
import { present } from './http/present.ts';
import { tellProfile } from './http/profiling.ts';
import { SHOWN_ANYWHERE } from './http/protection.ts';
import { queryOf, verbOf } from './http/sent-as.ts';
import { checkMessage, readMessage } from './message.ts';
import type { FunctionName, Method } from './methods/method.ts';
import { readQuery } from './methods/query.ts';
import { route } from './methods/router.ts';
import type { MethodId } from './methods/table.ts';

export interface MethodOptions {
  readonly name: FunctionName;
  readonly handlers: Handlers;
  /** After how many seconds a call is given up; read anew for each call. */
  readonly seconds?: () => number;
}

/** Seconds in which it has to be known who calls, and what they may: what is asked about it, as Firestore, may not answer. */
const TO_ADMIT = 30;

function unknownRights(): ServiceError {
  return new ServiceError(
    'UNAVAILABLE',
    'Who calls, and what they may do, cannot be found out at present. Send the request again later.',
  );
}

/** Answers the methods of the API that a function has, and the discovery document. */
export function answerMethods({ name, handlers, seconds }: MethodOptions): Answer {
  return async ({ request, response, headers, path, query: sent, known }) => {
    const began = performance.now();
    const verb = verbOf(request.method, headers);
    const text = await queryOf(request, verb, sent);
    if (verb === 'GET' && /^\/(\$|%24)discovery\/rest$/.test(path)) {
      refuseUnnamedPages(headers);
      return discoveryReply(headers, text);
    }
    const { id, method, params } = route(verb, path);
    Object.assign(known, { method: id });
    if (method.withoutCredentials) response.setHeaders(new Headers(SHOWN_ANYWHERE));
    else refuseUnnamedPages(headers);
    const query = readQuery(method, text);
    const project = /^projects\/([^/]+)/.exec(Object.values(params)[0] ?? '')?.[1] ?? '';
    const { accessToken } = query.standard;
    const credentials = {
      headers,
      remoteAddress: request.socket.remoteAddress,
      ...(accessToken ? { accessToken } : {}),
    };
    const admit = async () => {
      const caller = await callerOf(method, credentials, project);
      Object.assign(known, caller);
      countUserRequest(caller);
      await authorize(caller, method, params, query.own);
      return caller;
    };
    const caller = await withDeadline(response, TO_ADMIT, admit, unknownRights);
    countProjectRequest(caller);
    const handler = handlers[id] as Handler<MethodId> | undefined;
    if (!handler) throw missing(id, method, name);
    const scope = requestScope();
    scope?.measures.passed('auth', began);
    const ended = method.computes && countComputation(caller, currentEndpoint());
    // Also of a request that fails.
    const told = scope?.profiled ? () => tellProfile(scope.measures, response) : undefined;
    return withDeadline(response, seconds?.(), async (signal) => {
      const message = method.request ? await readMessage(request, caller, signal) : undefined;
      const body = message && checkMessage(method, message);
      Object.assign(known, { workloadTag: readWorkloadTag(tagOf(query.own) ?? tagOf(body)) });
      const call = {
        params,
        query: query.own,
        body,
        text: (field: TextMember) => message?.text(field),
        caller,
        signal,
        headers,
      };
      return present(await handler(call as unknown as Call), query.standard, caller, signal);
    })
      .finally(() => ended?.())
      .finally(told);
  };
}

/** The tag of its workload that a query or a message has. */
function tagOf(fields: unknown): string | undefined {
  const { workloadTag } = (fields ?? {}) as { readonly workloadTag?: string };
  return workloadTag;
}

/** Replies are for pages that call by fetch, which says who they are: not for those that show an image or run a script. */
function refuseUnnamedPages(headers: Exchange['headers']): void {
  if (isForUnnamedPage({ headers })) throw pageRefusal('other sites', 'Those that may call it by fetch.');
}

function callerOf({ withoutCredentials }: Method, credentials: Credentials, project: string): Promise<Caller> | Caller {
  // In open mode only callers on this machine are served, by all methods.
  return withoutCredentials && !isOpen() ? anyone(project) : authenticate(credentials, project);
}

function missing(id: string, { servedBy, refused }: Method, name: FunctionName): ServiceError {
  if (refused !== undefined) return unimplemented(`${id} is not supported by Terrane. ${refused}`);
  return unimplemented(`${id} is served by the function '${servedBy}', but the request came to '${name}'.`);
}
