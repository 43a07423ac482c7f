import type { Handlers } from '../../shared/api/handler.ts';

/** Exports that run at once for one project, as the service has it by default. */
const CONCURRENT_EXPORTS = 2;

/** The groups of methods and algorithms that callers may use: Terrane has no others than those that are for everybody. */
const CAPABILITIES = ['PUBLIC'];

export const PROJECT_HANDLERS = {
  'projects.getConfig'({ caller }) {
    return { name: `projects/${caller.project}/config`, maxConcurrentExports: CONCURRENT_EXPORTS };
  },

  'projects.getCapabilities': () => ({ capabilities: CAPABILITIES }),
} satisfies Handlers;
