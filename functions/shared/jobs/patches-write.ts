import { GrowingPart } from '../google/growing-part.ts';
import type { Affine } from '../raster/affine.ts';
import { parseCrs } from '../raster/crs/crs.ts';
import { type Grid, subGrid } from '../raster/grid.ts';
import type { Image } from '../raster/image.ts';
import { computeBands } from '../raster/pixels/compute.ts';
import type { PixelContext } from '../raster/pixels/context.ts';
import type { Tile } from '../raster/pixels/node.ts';
import { record } from '../table/tfrecord/records.ts';
import { collapsed, patchExample, pixelSequences, type Tensor, type TensorType } from '../table/tfrecord/tensors.ts';
import { compressPart, type GzipPart } from '../table/zip/gzip-parts.ts';
import type { JobContext } from './context.ts';
import type { PatchesJob, PatchesOptions, PatchesPlan, WrittenPatches } from './patches-job.ts';
import { tensorTypes } from './patches-plan.ts';

/** Computes patches, and writes their records to an object. */
export async function writePatches(
  { options, plan, run, place }: PatchesJob,
  image: Image,
  { pixels }: JobContext,
): Promise<WrittenPatches> {
  const types = tensorTypes(image, options);
  const records: Uint8Array[] = [];
  for (let patch = run.first; patch < run.end; patch++) {
    pixels.signal.throwIfAborted();
    for (const message of await messagesOf(patch, image, types, { options, plan }, pixels))
      records.push(record(message));
  }
  const { compressed, size, crc } = options.compress ? compressPart(Buffer.concat(records)) : uncompressed(records);
  const part = new GrowingPart(place);
  if (compressed.length > 0) part.add(compressed);
  return { ...place, generation: await part.finish(), file: run.file, size, crc };
}

function uncompressed(records: readonly Uint8Array[]): GzipPart & { readonly compressed: Uint8Array } {
  const compressed = Buffer.concat(records);
  return { compressed, size: compressed.length, crc: 0 };
}

/** The messages of a patch; none if too much of it is masked. */
async function messagesOf(
  patch: number,
  image: Image,
  types: readonly TensorType[],
  { options, plan }: { readonly options: PatchesOptions; readonly plan: PatchesPlan },
  context: PixelContext,
): Promise<Iterable<Uint8Array>> {
  const grid = patchGrid(patch, options, plan);
  const pixels = grid.width * grid.height;
  const tiles = await computeBands(image.bands, grid, context);
  if (maskedShare(tiles, pixels) > options.maxMaskedRatio) return [];
  const own = types.map((type, i) => ({ ...type, values: valuesOf(type, tiles[i], pixels, options.defaultValue) }));
  const tensors: Tensor[] = options.collapseBands ? [collapsed(own)] : own;
  return options.sequenceData ? pixelSequences(tensors, pixels) : [patchExample(tensors)];
}

/** The pixels of a patch with its margins. */
function patchGrid(
  patch: number,
  { patch: [width, height], margin: [across, down] }: PatchesOptions,
  plan: PatchesPlan,
): Grid {
  const [column, row] = [patch % plan.patchesPerRow, Math.floor(patch / plan.patchesPerRow)];
  const whole: Grid = {
    crs: parseCrs(plan.crs),
    transform: plan.transform as unknown as Affine,
    width: plan.patchesPerRow * width,
    height: (plan.totalPatches / plan.patchesPerRow) * height,
  };
  return subGrid(whole, {
    column: column * width - across,
    row: row * height - down,
    width: width + 2 * across,
    height: height + 2 * down,
  });
}

/** The part of pixels that are masked in some band. */
function maskedShare(tiles: readonly Tile[], pixels: number): number {
  const masks = tiles.flatMap(({ mask }) => (mask ? [mask] : []));
  if (masks.length === 0) return 0;
  let masked = 0;
  for (let pixel = 0; pixel < pixels; pixel++) if (masks.some((mask) => mask[pixel] === 0)) masked++;
  return masked / pixels;
}

/** The values of a band with the default where it is masked, or its arrays are shorter than they are to be. */
function valuesOf(
  type: TensorType,
  { values, mask, arrays }: Tile,
  pixels: number,
  byDefault: number,
): ArrayLike<number> {
  const missing = type.kind === 'floats' ? byDefault : Math.min(type.max, Math.max(type.min, Math.trunc(byDefault)));
  const { depth } = type;
  if (depth === undefined) {
    if (mask === undefined || !mask.includes(0)) return values;
    const filled = Float64Array.from(values);
    for (let pixel = 0; pixel < pixels; pixel++) if (mask[pixel] === 0) filled[pixel] = missing;
    return filled;
  }
  const layers = new Float64Array(depth * pixels).fill(missing);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const array = mask === undefined || mask[pixel] > 0 ? arrays?.[pixel]?.values : undefined;
    const known = Math.min(depth, array?.length ?? 0);
    for (let layer = 0; layer < known; layer++) layers[layer * pixels + pixel] = array?.[layer] ?? missing;
  }
  return layers;
}
