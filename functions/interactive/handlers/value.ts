import type { Handlers } from '../../shared/api/handler.ts';
import { jsonBytes } from '../../shared/api/http/reply.ts';
import { runJob } from '../../shared/jobs/pool.ts';
import { requireExpression } from './expression.ts';

export const VALUE_HANDLERS = {
  async 'projects.value.compute'({ caller, signal, text }) {
    const expression = requireExpression(text('expression'));
    return jsonBytes(await runJob({ kind: 'value', caller, expression }, signal));
  },
} satisfies Handlers;
