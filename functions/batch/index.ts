import { http } from '@google-cloud/functions-framework';
import { answerMethods } from '../shared/api/answer-methods.ts';
import { withHealth } from '../shared/api/http/health.ts';
import { serve } from '../shared/api/http/serve.ts';
import { BATCH_PATHS } from '../shared/api/methods/served-by.ts';
import { missingFirestore } from '../shared/google/reachable.ts';
import { checkSettings } from '../shared/settings.ts';
import { startTelemetry } from '../shared/telemetry/telemetry.ts';
import { batchCall } from './batch-call.ts';
import { CONFIG_HANDLERS } from './handlers/config.ts';
import { EXTERNAL_IMAGE_HANDLERS } from './handlers/external-images.ts';
import { OPERATION_HANDLERS } from './handlers/operations.ts';
import { RERUN_HANDLERS } from './handlers/rerun.ts';
import { SCHEDULE_HANDLERS } from './handlers/schedules.ts';
import { SUBMISSION_HANDLERS } from './handlers/submissions.ts';
import { wakeUps } from './wake-ups.ts';

/** The methods of this function. */
export const BATCH_HANDLERS = {
  ...SUBMISSION_HANDLERS,
  ...EXTERNAL_IMAGE_HANDLERS,
  ...OPERATION_HANDLERS,
  ...RERUN_HANDLERS,
  ...SCHEDULE_HANDLERS,
  ...CONFIG_HANDLERS,
};

const methods = answerMethods({ name: 'batch', handlers: BATCH_HANDLERS });

/** The function for long computations: exports and imports, their operations, and the steps that queues call. */
export const batch = serve(
  'batch',
  (exchange) => {
    if (exchange.path === BATCH_PATHS.full) return batchCall(exchange);
    if (exchange.path.startsWith(BATCH_PATHS.prefix)) return wakeUps(exchange);
    return methods(exchange);
  },
  withHealth(missingFirestore),
);

checkSettings();
// Without waiting: the Firebase emulator cannot load modules that do. Where it fails, the process ends.
void startTelemetry();
http('batch', batch);
