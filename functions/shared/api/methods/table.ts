import { ASSET_METHODS } from './assets.ts';
import type { Method } from './method.ts';
import { OPERATION_METHODS } from './operations.ts';
import { PROJECT_METHODS } from './projects.ts';
import { RESULT_METHODS } from './results.ts';
import { SCHEDULE_METHODS } from './schedules.ts';

/**
 * Every method of the API by its id. Routes, checks of requests and the discovery document are made from it.
 * If a request fits several paths, the first of them counts.
 */
export const METHODS = {
  ...PROJECT_METHODS,
  ...RESULT_METHODS,
  ...OPERATION_METHODS,
  ...SCHEDULE_METHODS,
  ...ASSET_METHODS,
};

export type MethodId = keyof typeof METHODS;

/** The methods with their ids. */
export const METHOD_LIST = Object.entries(METHODS) as readonly (readonly [MethodId, Method])[];
