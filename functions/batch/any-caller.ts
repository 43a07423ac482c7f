import { authenticate } from '../shared/api/auth.ts';
import type { Answer, Exchange } from '../shared/api/http/exchange.ts';
import type { FileReply } from '../shared/api/http/reply.ts';
import { LEGACY_PROJECT } from '../shared/catalog/names.ts';
import type { Caller } from '../shared/jobs/caller.ts';
import { countUserRequest } from '../shared/quota/parties.ts';

/** Authenticates calls that belong to no project: those that are not in the table of methods. What they may do is checked by `inner`. */
export function forAnyCaller(inner: (exchange: Exchange, caller: Caller) => Promise<FileReply>): Answer {
  return async (exchange) => {
    const { request, headers } = exchange;
    const credentials = { headers, remoteAddress: request.socket.remoteAddress };
    const caller = await authenticate(credentials, LEGACY_PROJECT);
    countUserRequest(caller);
    return inner(exchange, caller);
  };
}
