import { hasByte, type Tile } from '../raster/pixels/node.ts';
import { allocateSamples, type SampleArray, type SampleType, sampleTypeOf } from '../raster/samples.ts';

/** A tile's samples in the type that is written, with a value where pixels are masked: the tile's own array if they are the same. */
export function filled({ values, mask }: Tile, sampleType: SampleType, fill: number): SampleArray {
  const valid = mask === undefined || !(mask instanceof Uint8Array ? hasByte(mask, 0) : mask.includes(0));
  if (valid && sampleTypeOf(values) === sampleType) return values;
  const samples = allocateSamples(sampleType, values.length);
  samples.set(values);
  if (!valid) for (let i = 0; i < mask.length; i++) if (mask[i] === 0) samples[i] = fill;
  return samples;
}
