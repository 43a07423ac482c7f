import { assembleHead } from './assemble.ts';
import { computeChunk } from './chunk.ts';
import type { Job } from './job.ts';
import { planExport } from './plan.ts';
import type { Answer } from './pool.ts';
import { refusalOf } from './refusal.ts';
import { checkImage, render } from './render.ts';
import { computeValue } from './value.ts';

/** What a worker thread does with a job. */
export default async function work(job: Job): Promise<Answer<unknown>> {
  // The pool ends the whole thread when a request is aborted, so nothing in here has to be told.
  const { signal } = new AbortController();
  try {
    return { result: await run(job, signal) };
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return { refused: { status: refusal.status, message: refusal.message } };
  }
}

function run(job: Job, signal: AbortSignal): Promise<unknown> {
  switch (job.kind) {
    case 'value':
      return computeValue(job, signal);
    case 'check':
      return checkImage(job, signal);
    case 'render':
      return render(job, signal);
    case 'plan':
      return planExport(job, signal);
    case 'chunk':
      return computeChunk(job, signal);
    case 'assemble':
      return assembleHead(job);
  }
}
