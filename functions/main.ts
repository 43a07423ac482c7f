import { nodeRefusal } from './node-version.ts';
import { writeLog } from './shared/log.ts';

/**
 * What package.json names as `main`: both functions. The Functions Framework serves the one that it is told to (`--target`, or
 * FUNCTION_TARGET). They are loaded after the version is looked at, since an older Node.js cannot even link their modules.
 */
const refusal = nodeRefusal(process.versions.node);
if (refusal !== undefined) {
  writeLog('ERROR', refusal);
  process.exit(1);
}

export const { interactive } = await import('./interactive/index.ts');
export const { batch } = await import('./batch/index.ts');
