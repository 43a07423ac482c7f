/** Typed arrays that hold the samples of a raster band. */
export type SampleArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

export type SampleType = 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32' | 'float32' | 'float64';

/** The constructors, over a count of samples or over (a part of) a buffer; offsets are in bytes, lengths in samples. */
const CONSTRUCTORS = {
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

/** A zeroed array of `length` samples. */
export function allocateSamples(type: SampleType, length: number): SampleArray {
  return new CONSTRUCTORS[type](length);
}

/** The same, in memory that threads can share. */
export function allocateSharedSamples(type: SampleType, length: number): SampleArray {
  const Samples: new (buffer: ArrayBufferLike) => SampleArray = CONSTRUCTORS[type];
  return new Samples(new SharedArrayBuffer(length * bytesPerSample(type)));
}

/** Gives an array of `length` samples: a zeroed one, or one that has been used before and has any values. */
export type Allocate = (type: SampleType, length: number) => SampleArray;

/** A view (not a copy) of `length` samples from byte `offset` of the buffer, which must be a multiple of the sample's size. */
export function viewSamples(type: SampleType, buffer: ArrayBuffer, offset: number, length: number): SampleArray {
  return new CONSTRUCTORS[type](buffer, offset, length);
}

/** Bytes a sample. */
export function bytesPerSample(type: SampleType): number {
  return CONSTRUCTORS[type].BYTES_PER_ELEMENT;
}

/** The sample type that an array holds. */
export function sampleTypeOf(samples: SampleArray): SampleType {
  if (samples instanceof Uint8Array) return 'uint8';
  if (samples instanceof Int8Array) return 'int8';
  if (samples instanceof Uint16Array) return 'uint16';
  if (samples instanceof Int16Array) return 'int16';
  if (samples instanceof Uint32Array) return 'uint32';
  if (samples instanceof Int32Array) return 'int32';
  return samples instanceof Float32Array ? 'float32' : 'float64';
}
