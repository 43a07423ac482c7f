import type { Handlers } from '../../shared/api/handler.ts';
import { jsonText } from '../../shared/api/http/reply.ts';
import { runJob } from '../../shared/jobs/pool.ts';
import { requireExpression } from './expression.ts';

export const VALUE_HANDLERS = {
  async 'projects.value.compute'({ caller, signal, text }) {
    const value = await runJob({ kind: 'value', caller, expression: requireExpression(text('expression')) }, signal);
    return jsonText(`{"result":${value}}`);
  },
} satisfies Handlers;
