import type { Handlers } from '../../shared/api/handler.ts';

/** Exports that run at once for one project, as the service has it by default. */
const CONCURRENT_EXPORTS = 2;

export const PROJECT_HANDLERS = {
  'projects.getConfig'({ caller }) {
    return { name: `projects/${caller.project}/config`, maxConcurrentExports: CONCURRENT_EXPORTS };
  },
} satisfies Handlers;
