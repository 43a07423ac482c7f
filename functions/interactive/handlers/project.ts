import type { Handlers } from '../../shared/api/handler.ts';

/** The groups of methods and algorithms that callers may use: Terrane has no others than those that are for everybody. */
const CAPABILITIES = ['PUBLIC'];

export const PROJECT_HANDLERS = {
  'projects.getCapabilities': () => ({ capabilities: CAPABILITIES }),
} satisfies Handlers;
