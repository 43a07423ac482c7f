import { loadText } from '../google/stored-text.ts';
import { assembleHead } from './assemble.ts';
import { computeChunk } from './chunk.ts';
import { type JobContext, jobContext } from './context.ts';
import { evaluateImage } from './evaluate.ts';
import type { ChunkJob, ChunkResult } from './export-job.ts';
import { featurePage } from './features.ts';
import { ObservedInputs } from './inputs/observed-inputs.ts';
import { PinnedInputs } from './inputs/pinned-inputs.ts';
import { readPins } from './inputs/pins.ts';
import type { Job, RenderedFile, RenderJob } from './job.ts';
import { KeptImages } from './kept-image.ts';
import { planExport } from './plan.ts';
import { refusalOf } from './refusal.ts';
import { checkImage, renderImage } from './render.ts';
import { imageOfSource } from './source-image.ts';
import { tableDownload } from './table-download.ts';
import { checkTable, writeTable } from './table-write.ts';
import { computeValue } from './value.ts';
import type { Answer, WorkerTask } from './worker-task.ts';

/** The images of maps in use, kept while their inputs have not changed. */
const mapImages = new KeptImages<ObservedInputs>(8, (inputs) => inputs.isCurrent());

/** The images of operations whose chunks are being computed; their inputs are pinned. */
const exportImages = new KeptImages<PinnedInputs>(3, async () => true);

// The pool ends the whole thread when a request is aborted, so nothing in here has to be told.
const { signal } = new AbortController();

/** Runs a job in a worker thread. */
export default async function work({ job, seconds }: WorkerTask): Promise<Answer<unknown>> {
  try {
    return { result: await run(job, seconds) };
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return { refused: { status: refusal.status, message: refusal.message } };
  }
}

function run(job: Job, seconds: number | undefined): Promise<unknown> {
  const observing = () => jobContext(signal, new ObservedInputs(), seconds);
  switch (job.kind) {
    case 'value':
      return computeValue(job, observing());
    case 'check':
      return checkImage(job, observing());
    case 'render':
      return renderPart(job, observing, seconds);
    case 'plan':
      return planExport(job, observing());
    case 'chunk':
      return chunkOf(job, seconds);
    case 'assemble':
      return assembleHead(job);
    case 'check-table':
      return checkTable(job, observing());
    case 'write-table':
      return pinned(job.pins, seconds).then((context) => writeTable(job, context));
    case 'table-file':
      return tableDownload(job, observing());
    case 'features':
      return featurePage(job, observing());
  }
}

async function pinned(pins: ChunkJob['pins'], seconds: number | undefined): Promise<JobContext<PinnedInputs>> {
  return jobContext(signal, new PinnedInputs(readPins(await loadText(pins))), seconds);
}

async function renderPart(
  job: RenderJob,
  open: () => JobContext<ObservedInputs>,
  seconds: number | undefined,
): Promise<RenderedFile> {
  const evaluate = (context: JobContext) => evaluateImage(job.expression, context);
  if (job.tile) {
    const { project, user = '' } = job.caller;
    const key = `${project} ${user} ${job.expression}`;
    return mapImages.use(key, { open, evaluate }, seconds, (image, context) => renderImage(job, image, context));
  }
  const context = open();
  return renderImage(job, await evaluate(context), context);
}

function chunkOf(job: ChunkJob, seconds: number | undefined): Promise<ChunkResult> {
  const maker = {
    open: () => pinned(job.pins, seconds),
    evaluate: async (context: JobContext) => (await imageOfSource(job.source, context)).image,
  };
  return exportImages.use(job.operation, maker, seconds, (image, context) => computeChunk(job, image, context));
}
