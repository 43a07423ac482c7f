import type { Handlers } from '../../shared/api/handler.ts';
import { invalid } from '../../shared/errors.ts';
import { SETTINGS } from '../../shared/settings.ts';
import { findQueue, limitExports, type ProjectQueue, slotCount } from '../../shared/tasks/slots.ts';
import { wakeDispatch } from '../../shared/tasks/wake/wake.ts';

/** The spellings of the one field that can be changed. */
const LIMIT = new Set(['maxConcurrentExports', 'max_concurrent_exports']);

function configMessage(project: string, queue: ProjectQueue) {
  return {
    name: `projects/${project}/config`,
    maxConcurrentExports: slotCount('export', queue),
    planMaxConcurrentExports: SETTINGS.exportSlots.read(),
  };
}

/**
 * Checks that a mask names the one field that can be changed, and no other.
 * @throws INVALID_ARGUMENT
 */
function checkMask(mask: string | undefined): void {
  const paths = mask?.split(',').map((path) => path.trim()) ?? [];
  const wrong = paths.find((path) => !LIMIT.has(path));
  if (wrong) {
    throw invalid(`Invalid update mask: '${wrong.slice(0, 100)}' cannot be changed. Use max_concurrent_exports.`);
  }
  if (!mask) throw invalid("The parameter 'updateMask' is missing: it names the fields to change.");
  if (wrong === '') throw invalid('Invalid update mask: it has an empty name. Use max_concurrent_exports.');
}

/**
 * The number of exports that a project is to run at a time.
 * @throws INVALID_ARGUMENT for one that the server does not allow
 */
function checkLimit(limit: number): number {
  const most = SETTINGS.exportSlots.read();
  if (limit >= 1 && limit <= most) return limit;
  throw invalid(
    `Invalid value at 'maxConcurrentExports': it must be from 1 to ${most}, which is what whoever runs the server allows. Got ${limit}.`,
  );
}

export const CONFIG_HANDLERS = {
  async 'projects.getConfig'({ caller: { project } }) {
    return configMessage(project, await findQueue(project));
  },

  async 'projects.updateConfig'({ caller: { project }, query, body }) {
    checkMask(query.updateMask);
    const { maxConcurrentExports: limit } = body;
    await limitExports(project, limit === undefined ? undefined : checkLimit(limit));
    // There may be free slots now.
    await wakeDispatch({ project, kind: 'export' });
    return configMessage(project, await findQueue(project));
  },
} satisfies Handlers;
