import { http } from '@google-cloud/functions-framework';
import { createFunction, type HttpFunction } from '../shared/api/function.ts';
import { originalRequest } from '../shared/api/http/takeover.ts';
import { batchCall } from './batch-call.ts';
import { EXPORT_HANDLERS } from './handlers/exports.ts';
import { IMPORT_HANDLERS } from './handlers/imports.ts';
import { OPERATION_HANDLERS } from './handlers/operations.ts';
import { TABLE_EXPORT_HANDLERS } from './handlers/table-exports.ts';
import { TABLE_IMPORT_HANDLERS } from './handlers/table-imports.ts';
import { wakeUps } from './wake-ups.ts';

/** The methods of this function. */
export const BATCH_HANDLERS = {
  ...EXPORT_HANDLERS,
  ...IMPORT_HANDLERS,
  ...TABLE_EXPORT_HANDLERS,
  ...TABLE_IMPORT_HANDLERS,
  ...OPERATION_HANDLERS,
};

const methods = createFunction({ name: 'batch', handlers: BATCH_HANDLERS });

/** The function for what takes long: exports and imports, their operations, and the work behind the queues. */
export const batch: HttpFunction = (request, response) => {
  const { url } = originalRequest(request);
  const [path] = url.split('?');
  if (path === '/batch') return batchCall(request, response);
  if (path.startsWith('/tasks/')) return wakeUps(request, response);
  return methods(request, response);
};

http('batch', batch);
