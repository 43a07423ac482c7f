import { type Endpoint, keepsResults } from '../../endpoint.ts';
import { storedRead } from '../../google/stored-read.ts';
import { loadText } from '../../google/stored-text.ts';
import { measured } from '../../measures/measured.ts';
import { resetMeter } from '../../measures/meter.ts';
import { Profiler } from '../../measures/profiler.ts';
import type { Image } from '../../raster/image.ts';
import { writeGroup, writeHead } from '../assemble.ts';
import { readLargeBody } from '../body.ts';
import { boundsOfImage } from '../bounds.ts';
import { computeChunk } from '../chunk.ts';
import { writeClassifier } from '../classifier-write.ts';
import { type JobContext, jobContext } from '../context.ts';
import { evaluateImage } from '../evaluate.ts';
import type { ChunkJob, WrittenChunk } from '../export-job.ts';
import { checkFeatureView, renderFeatureTile } from '../feature-view/tile.ts';
import { featurePage } from '../features.ts';
import { checkFrames, renderFrames } from '../frames.ts';
import { imagePage } from '../images.ts';
import { ObservedInputs } from '../inputs/observed-inputs.ts';
import { PinnedInputs } from '../inputs/pinned-inputs.ts';
import { readPins } from '../inputs/pins.ts';
import { World } from '../inputs/world.ts';
import type { Job, RenderedFile, RenderJob } from '../job.ts';
import { KeptImages } from '../kept-image.ts';
import type { TilesJob, WrittenTiles } from '../map-job.ts';
import { mapImage, planMap, writeTiles } from '../map-tiles.ts';
import type { PatchesJob, WrittenPatches } from '../patches-job.ts';
import { patchedImage, planPatches } from '../patches-plan.ts';
import { writePatches } from '../patches-write.ts';
import { planExport } from '../plan.ts';
import { presentJSON } from '../present.ts';
import { BETWEEN_CHUNKS, highVolumeRasters, operationRasters, requestRasters } from '../rasters.ts';
import { refusalOf } from '../refusal.ts';
import { checkImage, renderImage } from '../render.ts';
import { imageOfSource } from '../source-image.ts';
import { tableDownload } from '../table-download.ts';
import { checkTable, writeTable } from '../table-write.ts';
import { computeValue } from '../value.ts';
import { checkVideo, writeVideo } from '../video-write.ts';
import { writeChunk } from '../written-parts.ts';
import { StopFlag, StoppedError } from './stop-flag.ts';
import type { Answer, Outcome, Task } from './task.ts';

const findProfile = storedRead('findProfile', async () => (await import('../../access/profiles.ts')).findProfile);

/** The images of maps in use, kept while their inputs have not changed. */
const mapImages = new KeptImages<ObservedInputs>(8, (inputs) => inputs.isCurrent());

/** The images of operations whose chunks are being computed; their inputs are pinned. Kept while the caller may read them. */
const exportImages = new KeptImages<PinnedInputs>(3, (inputs) => inputs.isReadable());

/** The limits of one job, the endpoint that it was asked for at, and what measures it. */
interface Limits {
  readonly seconds: number | undefined;
  readonly stop: StopFlag;
  readonly endpoint: Endpoint;
  readonly profiler: Profiler | undefined;
}

/** Does a task, in a worker thread. */
export async function work({ job, seconds, endpoint, profiled, stop }: Task): Promise<Answer> {
  resetMeter();
  const profiler = profiled ? new Profiler() : undefined;
  const outcome = await outcomeOf(job, { seconds, endpoint, profiler, stop: new StopFlag(stop) });
  return { ...outcome, measured: measured(profiler) };
}

async function outcomeOf(job: Job, limits: Limits): Promise<Outcome> {
  try {
    return { result: await run(job, limits) };
  } catch (error) {
    if (error instanceof StoppedError) return { stopped: true };
    const refusal = refusalOf(error);
    if (!refusal) return { failed: error };
    return { refused: { status: refusal.status, message: refusal.message } };
  }
}

function run(job: Job, limits: Limits): Promise<unknown> {
  const { seconds, stop, endpoint, profiler } = limits;
  const rasters = endpoint === 'standard' ? requestRasters : highVolumeRasters;
  const profile = (id: string) => findProfile(job.caller.user, id);
  const options = { rasters, forgets: !keeps(limits), profiler, profile };
  const observing = () => jobContext(stop, new ObservedInputs(new World(job.caller)), seconds, options);
  switch (job.kind) {
    case 'body':
      return Promise.resolve(readLargeBody(job));
    case 'present':
      return Promise.resolve(presentJSON(job.json, job.presentation));
    case 'value':
      return computeValue(job, observing());
    case 'check':
      return checkImage(job, observing());
    case 'render':
      return renderPart(job, observing, limits);
    case 'plan':
      return planExport(job, observing());
    case 'chunk':
      return chunkOf(job, limits);
    case 'group':
      return writeGroup(job);
    case 'assemble':
      return writeHead(job);
    case 'check-table':
      return checkTable(job, observing());
    case 'write-table':
      return pinned(job, limits).then((context) => writeTable(job, context));
    case 'write-classifier':
      return pinned(job, limits).then((context) => writeClassifier(job, context));
    case 'plan-map':
      return planMap(job, observing());
    case 'tiles':
      return tilesOf(job, limits);
    case 'check-video':
      return checkVideo(job, observing());
    case 'write-video':
      return pinned(job, limits).then((context) => writeVideo(job, context));
    case 'plan-patches':
      return planPatches(job, observing());
    case 'patches':
      return patchesOf(job, limits);
    case 'table-file':
      return tableDownload(job, observing());
    case 'bounds':
      return boundsOfImage(job, observing());
    case 'images':
      return imagePage(job, observing());
    case 'check-feature-view':
      return checkFeatureView(job, observing());
    case 'feature-tile':
      return renderFeatureTile(job, observing());
    case 'check-frames':
      return checkFrames(job, observing());
    case 'frames':
      return renderFrames(job, observing());
    case 'features':
      return featurePage(job, observing());
  }
}

/** Whether results are kept for later requests, and those of earlier ones used: what is measured is computed. */
function keeps({ endpoint, profiler }: Limits): boolean {
  return profiler === undefined && keepsResults(endpoint);
}

async function pinned(
  { pins, caller }: Pick<ChunkJob, 'pins' | 'caller'>,
  { seconds, stop }: Limits,
): Promise<JobContext<PinnedInputs>> {
  const inputs = new PinnedInputs(readPins(await loadText(pins)), new World(caller));
  return jobContext(stop, inputs, seconds, { rasters: operationRasters });
}

async function renderPart(
  job: RenderJob,
  open: () => JobContext<ObservedInputs>,
  limits: Limits,
): Promise<RenderedFile> {
  const evaluate = (context: JobContext) => evaluateImage(job.expression, context);
  if (job.tile && keeps(limits)) {
    const { project, user = '' } = job.caller;
    const key = `${project} ${user} ${job.expression}`;
    return mapImages.use(key, { open, evaluate }, limits, (image, context) => renderImage(job, image, context));
  }
  const context = open();
  return renderImage(job, await evaluate(context), context);
}

function chunkOf(job: ChunkJob, limits: Limits): Promise<WrittenChunk> {
  const evaluate = async (context: JobContext) => (await imageOfSource(job.source, context)).image;
  return writeChunk(job.parts, (parts) =>
    ofOperation(job, evaluate, limits, (image, context) => computeChunk(job, image, context, parts)),
  );
}

function tilesOf(job: TilesJob, limits: Limits): Promise<WrittenTiles> {
  const evaluate = (context: JobContext) => mapImage(job, context);
  return ofOperation(job, evaluate, limits, (image, context) => writeTiles(job, image, context));
}

function patchesOf(job: PatchesJob, limits: Limits): Promise<WrittenPatches> {
  const evaluate = (context: JobContext) => patchedImage(job.source, context);
  return ofOperation(job, evaluate, limits, (image, context) => writePatches(job, image, context));
}

/** Computes a part of what an operation exports, from its image, which is kept for the next part. */
async function ofOperation<T>(
  job: Pick<ChunkJob, 'operation' | 'pins' | 'caller'>,
  evaluate: (context: JobContext) => Promise<Image>,
  limits: Limits,
  compute: (image: Image, context: JobContext) => Promise<T>,
): Promise<T> {
  try {
    return await exportImages.use(job.operation, { open: () => pinned(job, limits), evaluate }, limits, compute);
  } finally {
    operationRasters.shrinkTo(BETWEEN_CHUNKS);
  }
}
