import { isServiceError, type Status } from '../../errors.ts';
import { type FileReply, jsonText } from './reply.ts';

/** An error in the form that the clients read. What is not meant for the caller is only named by the request's id. */
export function errorReply(error: unknown, requestId: string): FileReply {
  if (isServiceError(error)) return failure(error.httpStatus, error.message, error.status);
  return failure(500, `An internal error has occurred (request ${requestId})`, 'INTERNAL');
}

function failure(code: number, message: string, status: Status): FileReply {
  return { ...jsonText(JSON.stringify({ error: { code, message, status } })), status: code };
}
