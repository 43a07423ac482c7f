import type { Handlers } from '../../shared/api/handler.ts';
import type { Caller } from '../../shared/jobs/caller.ts';
import { operationMessage } from '../../shared/tasks/operation-message.ts';
import { chunksDone } from '../../shared/tasks/progress.ts';
import { requestKey } from '../../shared/tasks/request-id.ts';
import { startOperation } from '../../shared/tasks/start-operation.ts';
import { classifierExport } from '../submissions/classifier-export.ts';
import { imageExport } from '../submissions/image-export.ts';
import { imageImport } from '../submissions/image-import.ts';
import { mapExport } from '../submissions/map-export.ts';
import type { Submission } from '../submissions/submission.ts';
import { tableExport } from '../submissions/table-export.ts';
import { tableImport } from '../submissions/table-import.ts';
import { videoExport } from '../submissions/video-export.ts';

/** Starts an operation, and answers with its message. */
async function start({ project, user = '' }: Caller, { requestId, ...work }: Submission): Promise<object> {
  const key = requestId === '' ? undefined : requestKey(user, requestId);
  const operation = await startOperation({ ...work, project, user, key });
  return operationMessage(operation, await chunksDone(operation));
}

export const SUBMISSION_HANDLERS = {
  async 'projects.image.export'(call) {
    return start(call.caller, imageExport(call));
  },
  async 'projects.image.import'(call) {
    return start(call.caller, imageImport(call));
  },
  async 'projects.table.export'(call) {
    return start(call.caller, tableExport(call));
  },
  async 'projects.table.import'(call) {
    return start(call.caller, tableImport(call));
  },
  async 'projects.classifier.export'(call) {
    return start(call.caller, classifierExport(call));
  },
  async 'projects.map.export'(call) {
    return start(call.caller, mapExport(call));
  },
  async 'projects.video.export'(call) {
    return start(call.caller, videoExport(call));
  },
} satisfies Handlers;
