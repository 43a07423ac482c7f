/**
 * Both functions for the Firebase emulator suite, which loads them by `require` and so can take no module that awaits something while it is
 * loaded, as functions/main.ts does.
 */
import './require-local-cloud.ts';

export { batch } from '../../../functions/batch/index.ts';
export { interactive } from '../../../functions/interactive/index.ts';
