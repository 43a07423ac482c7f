import { http } from '@google-cloud/functions-framework';
import { answerMethods } from '../shared/api/answer-methods.ts';
import { serve } from '../shared/api/http/serve.ts';
import { BATCH_PATHS } from '../shared/api/methods/served-by.ts';
import { checkSettings } from '../shared/settings.ts';
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

const methods = answerMethods({ name: 'batch', handlers: BATCH_HANDLERS });

/** The function for long computations: exports and imports, their operations, and the steps that queues call. */
export const batch = serve('batch', (exchange) => {
  if (exchange.path === BATCH_PATHS.full) return batchCall(exchange);
  if (exchange.path.startsWith(BATCH_PATHS.prefix)) return wakeUps(exchange);
  return methods(exchange);
});

checkSettings();
http('batch', batch);
