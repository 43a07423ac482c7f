import { invalid } from '../errors.ts';
import { loadText } from '../google/stored-text.ts';
import { gridOf } from '../raster/grid.ts';
import type { Image } from '../raster/image.ts';
import { patchBytes, type TensorType, tensorKind } from '../table/tfrecord/tensors.ts';
import type { JobContext } from './context.ts';
import { evaluateAnyImage } from './evaluate.ts';
import { checkExportSize, exportGrid } from './export-grid.ts';
import type { ExportSource, Planned } from './export-job.ts';
import { type ObservedInputs, pinsText } from './inputs/observed-inputs.ts';
import type { PatchesOptions, PatchesPlan, PlanPatchesJob } from './patches-job.ts';

/** The most bytes and pixels of the records of a chunk, which are in memory as a whole: some seconds of work. */
const CHUNK_BYTES = 64 * 1024 * 1024;
const CHUNK_PIXELS = 2048 * 2048;

/** The most files of an export: their numbers have five digits. */
const MAX_FILES = 10_000;

/** Evaluates the image of an export, whose pixels may be arrays. */
export async function patchedImage({ text }: ExportSource, context: JobContext): Promise<Image> {
  return evaluateAnyImage(await loadText(text), context);
}

/** The tensors that the bands of an image become. @throws INVALID_ARGUMENT for array bands without a depth, and depths without one */
export function tensorTypes({ bands }: Image, { tensorDepths }: PatchesOptions): TensorType[] {
  const wrong = Object.keys(tensorDepths).find(
    (name) => !bands.some(({ id, type }) => id === name && type.dimensions > 0),
  );
  if (wrong !== undefined)
    throw invalid(`'tensorDepths' names '${wrong.slice(0, 100)}', which is no array band of the image.`);
  return bands.map(({ id, type }) => {
    const depth = type.dimensions > 0 ? tensorDepths[id] : undefined;
    if (type.dimensions > 0 && depth === undefined) {
      throw invalid(
        `Band '${id}' has arrays for pixels: 'tensorDepths' must say how many of their values are written.`,
      );
    }
    const { precision, min, max } = type;
    return { name: id, kind: tensorKind(precision === 'int', min, max), min, max, depth };
  });
}

/** Plans the patches of an image: those that lie in it as a whole. */
export async function planPatches(
  { source, options }: PlanPatchesJob,
  context: JobContext<ObservedInputs>,
): Promise<Planned<PatchesPlan>> {
  const image = await patchedImage(source, context);
  const { projection, extent } = exportGrid(image, options.grid);
  checkExportSize(extent, options.maxPixels);
  const [width, height] = options.patch;
  const patchesPerRow = Math.floor(extent.width / width);
  const totalPatches = patchesPerRow * Math.floor(extent.height / height);
  if (totalPatches === 0) {
    throw invalid(
      `The image has ${extent.width}x${extent.height} pixels, which is less than a patch of ${width}x${height}: give smaller 'patchDimensions'.`,
    );
  }
  const patchPixels = (width + 2 * options.margin[0]) * (height + 2 * options.margin[1]);
  const bytes = patchBytes(tensorTypes(image, options), patchPixels, options.sequenceData);
  if (bytes > CHUNK_BYTES) {
    throw invalid(`A patch has ${bytes} bytes; at most ${CHUNK_BYTES} are allowed. Give smaller 'patchDimensions'.`);
  }
  const patchesPerFile = Math.min(totalPatches, Math.max(1, Math.floor(options.maxSizeBytes / bytes)));
  const files = Math.ceil(totalPatches / patchesPerFile);
  if (files > MAX_FILES) {
    throw invalid(`The export would have ${files} files; at most ${MAX_FILES} are allowed. Raise 'maxFileSize'.`);
  }
  const patchesPerChunk = Math.max(1, Math.floor(Math.min(CHUNK_BYTES / bytes, CHUNK_PIXELS / patchPixels)));
  const { crs, transform } = gridOf(projection, extent);
  const plan: PatchesPlan = {
    crs: crs.code ?? crs.wkt ?? crs.definition,
    transform: [...transform],
    patchesPerRow,
    totalPatches,
    patchesPerFile,
    patchesPerChunk: Math.min(patchesPerChunk, patchesPerFile),
  };
  return { plan, pins: await pinsText(context.inputs) };
}
