import { isServiceError, type Status } from '../../errors.ts';
import { type FileReply, jsonText } from './reply.ts';

const CHALLENGE = { 'www-authenticate': 'Bearer realm="Terrane"' };

/** An error in the form that the clients read. What is not meant for the caller is only named by the request's id. */
export function errorReply(error: unknown, requestId: string): FileReply {
  if (isServiceError(error)) return failure(error.httpStatus, error.message, error.status);
  return failure(500, `An internal error has occurred (request ${requestId})`, 'INTERNAL');
}

function failure(code: number, message: string, status: Status): FileReply {
  // RFC 6750, 3: clients are told which credentials are wanted.
  const headers: FileReply['headers'] = status === 'UNAUTHENTICATED' ? CHALLENGE : {};
  return { ...jsonText(JSON.stringify({ error: { code, message, status } }), headers), status: code };
}
