import type { Handlers } from '../../shared/api/handler.ts';
import { findQueue, slotCount } from '../../shared/tasks/slots.ts';

export const CONFIG_HANDLERS = {
  async 'projects.getConfig'({ caller: { project } }) {
    return {
      name: `projects/${project}/config`,
      maxConcurrentExports: slotCount('export', await findQueue(project)),
    };
  },
} satisfies Handlers;
