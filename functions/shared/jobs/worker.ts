import { assembleHead } from './assemble.ts';
import { computeChunk } from './chunk.ts';
import { type JobContext, jobContext } from './context.ts';
import { featurePage } from './features.ts';
import type { Job } from './job.ts';
import { withKeptImage } from './kept-image.ts';
import { planExport } from './plan.ts';
import type { Answer } from './pool.ts';
import { refusalOf } from './refusal.ts';
import { checkImage, render, renderImage } from './render.ts';
import { tableDownload } from './table-text.ts';
import { checkTable, writeTable } from './table-write.ts';
import { computeValue } from './value.ts';

/** A job for a worker, and the time that it may take; without one, whoever waits for it has a limit. */
export interface WorkerTask {
  readonly job: Job;
  readonly seconds?: number;
}

/** What a worker thread does with a job. */
export default async function work({ job, seconds }: WorkerTask): Promise<Answer<unknown>> {
  // The pool ends the whole thread when a request is aborted, so nothing in here has to be told.
  const { signal } = new AbortController();
  try {
    const context = () => jobContext(signal, seconds);
    return { result: await run(job, context, seconds) };
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return { refused: { status: refusal.status, message: refusal.message } };
  }
}

function run(job: Job, open: () => JobContext, seconds: number | undefined): Promise<unknown> {
  if (job.kind === 'render' && job.tile) return withKeptImage(job, open, seconds, renderImage);
  const context = open();
  switch (job.kind) {
    case 'value':
      return computeValue(job, context);
    case 'check':
      return checkImage(job, context);
    case 'render':
      return render(job, context);
    case 'plan':
      return planExport(job, context);
    case 'chunk':
      return computeChunk(job, context);
    case 'assemble':
      return assembleHead(job);
    case 'check-table':
      return checkTable(job, context);
    case 'write-table':
      return writeTable(job, context);
    case 'table-file':
      return tableDownload(job, context);
    case 'features':
      return featurePage(job, context);
  }
}
