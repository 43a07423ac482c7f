import type { Handlers } from '../../shared/api/handler.ts';
import { jsonBytes } from '../../shared/api/http/reply.ts';
import { runJob } from '../../shared/jobs/pool.ts';
import { pageOf } from '../requests/page.ts';
import { requireExpression } from './expression.ts';

export const IMAGE_COLLECTION_HANDLERS = {
  async 'projects.imageCollection.computeImages'({ body, caller, signal, text }) {
    const { pageSize, pageToken } = body;
    const expression = requireExpression(text('expression'));
    const page = pageOf({ pageSize, pageToken }, expression);
    return jsonBytes(await runJob({ kind: 'images', caller, expression, ...page }, signal));
  },
} satisfies Handlers;
