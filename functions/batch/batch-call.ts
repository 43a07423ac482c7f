import { readBody } from '../shared/api/http/body.ts';
import { errorReply } from '../shared/api/http/error-reply.ts';
import { route } from '../shared/api/methods/router.ts';
import { notFound, unimplemented } from '../shared/errors.ts';
import type { Caller } from '../shared/jobs/caller.ts';
import { findOperation } from '../shared/tasks/find.ts';
import { operationMessage } from '../shared/tasks/operation-message.ts';
import { chunksDone } from '../shared/tasks/progress.ts';
import { forAnyCaller } from './any-caller.ts';
import { type BatchAnswer, type BatchPart, parseBatch, writeBatch } from './multipart.ts';

/** Serves `POST /batch`: the state of several operations in one reply, as the JavaScript client asks for it. */
export const batchCall = forAnyCaller(async ({ request, headers }, caller) => {
  if (request.method !== 'POST') throw notFound('Method not found.');
  const parts = parseBatch(headers['content-type'] ?? '', await readBody(request));
  const { contentType, body } = writeBatch(await Promise.all(parts.map((part) => answerPart(part, caller))));
  return { bytes: Buffer.from(body), contentType };
});

async function answerPart(part: BatchPart, caller: Caller): Promise<BatchAnswer> {
  try {
    return { contentId: part.contentId, status: 200, text: JSON.stringify(await call(part, caller)) };
  } catch (error) {
    const { bytes, status = 500 } = errorReply(error, part.contentId);
    return { contentId: part.contentId, status, text: Buffer.from(bytes).toString() };
  }
}

async function call({ verb, url }: BatchPart, caller: Caller): Promise<object> {
  const { id, params } = route(verb, url.split('?')[0]);
  if (id !== 'projects.operations.get') {
    throw unimplemented(`${id} cannot be called in a batch: only the state of operations can be asked for.`);
  }
  const operation = await findOperation(params['name'], caller);
  return operationMessage(operation, await chunksDone(operation));
}
