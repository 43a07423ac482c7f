import { isServiceError, type Status } from '../../errors.ts';
import { type FileReply, jsonText } from './reply.ts';

const CHALLENGE = { 'www-authenticate': 'Bearer realm="Terrane"' };

/** An error in the form that the clients read. What is not meant for the caller is only named by the request's id. */
export function errorReply(error: unknown, requestId: string): FileReply {
  if (isServiceError(error)) return failure(error.httpStatus, shortened(error.message), error.status);
  return failure(500, `An internal error has occurred (request ${requestId})`, 'INTERNAL');
}

/** Messages quote what was given, of any length. Characters. */
const LONGEST_MESSAGE = 10_000;

function shortened(message: string): string {
  return message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message;
}

function failure(code: number, message: string, status: Status): FileReply {
  // RFC 6750, 3: clients are told which credentials are wanted.
  const headers: FileReply['headers'] = status === 'UNAUTHENTICATED' ? CHALLENGE : {};
  return { ...jsonText(JSON.stringify({ error: { code, message, status } }), headers), status: code };
}
