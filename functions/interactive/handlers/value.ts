import type { Handlers } from '../../shared/api/handler.ts';
import { jsonBytes } from '../../shared/api/http/reply.ts';
import { JointWork } from '../../shared/jobs/joint-work.ts';
import { runJob } from '../../shared/jobs/pool.ts';
import { subjectOf } from '../../shared/jobs/subject.ts';
import { requireExpression } from './expression.ts';

/** Values that are being computed: who asks for one of them again meanwhile gets the same. */
const values = new JointWork<Uint8Array>();

export const VALUE_HANDLERS = {
  async 'projects.value.compute'({ caller, signal, text }) {
    const expression = requireExpression(text('expression'));
    const job = { kind: 'value', caller, expression } as const;
    const compute = (stop: AbortSignal) => runJob(job, stop);
    const subject = subjectOf(job);
    if (subject === undefined) return jsonBytes(await compute(signal));
    return jsonBytes(await values.run([caller.project, caller.user ?? '', subject].join('\n'), signal, compute));
  },
} satisfies Handlers;
