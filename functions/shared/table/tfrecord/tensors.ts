import { byteFeature, FIELD, field, floatFeature, intBytes, intFeature, mapEntry } from './protobuf.ts';

/** How numbers are written, from the narrowest to the widest. */
export const TENSOR_KINDS = ['bytes', 'ints', 'floats'] as const;
export type TensorKind = (typeof TENSOR_KINDS)[number];

/** What is known of a tensor before its numbers are: its name, the kind and the range of its numbers, and its depth (undefined for one number a pixel). */
export interface TensorType {
  readonly name: string;
  readonly kind: TensorKind;
  readonly min: number;
  readonly max: number;
  readonly depth: number | undefined;
}

/** A patch of an image as one tensor: its layers one after the other, each row by row. */
export interface Tensor extends TensorType {
  readonly values: ArrayLike<number>;
}

/** The kind of numbers of a range. */
export function tensorKind(isInteger: boolean, min: number, max: number): TensorKind {
  if (!isInteger) return 'floats';
  return min >= 0 && max <= 255 ? 'bytes' : 'ints';
}

/** Tensors as one: their layers one after the other, under the name of the first, with the widest kind. */
export function collapsedType(types: readonly TensorType[]): TensorType {
  const [{ name }] = types;
  const kind = TENSOR_KINDS[Math.max(...types.map((type) => TENSOR_KINDS.indexOf(type.kind)))];
  const depth = types.reduce((sum, type) => sum + (type.depth ?? 1), 0);
  const [min, max] = [Math.min(...types.map((type) => type.min)), Math.max(...types.map((type) => type.max))];
  return { name, kind, min, max, depth };
}

/** The values of tensors one after the other. */
export function collapsed(tensors: readonly Tensor[]): Tensor {
  const values = new Float64Array(tensors.reduce((sum, tensor) => sum + tensor.values.length, 0));
  let at = 0;
  for (const tensor of tensors) {
    values.set(tensor.values, at);
    at += tensor.values.length;
  }
  return { ...collapsedType(tensors), values };
}

/** A patch as the bytes of a `tf.train.Example`: a feature for each tensor. */
export function patchExample(tensors: readonly Tensor[]): Uint8Array {
  return field(
    FIELD.features,
    Buffer.concat(tensors.map((one) => mapEntry(one.name, featureOf(one.kind, one.values)))),
  );
}

/**
 * The pixels of a patch, row by row, each as the bytes of a `tf.train.SequenceExample`: tensors of one number a pixel are its context, the others its
 * sequences.
 */
export function* pixelSequences(tensors: readonly Tensor[], pixels: number): Generator<Uint8Array> {
  for (let pixel = 0; pixel < pixels; pixel++) {
    const context: Buffer[] = [];
    const lists: Buffer[] = [];
    for (const { name, kind, depth, values } of tensors) {
      if (depth === undefined) context.push(mapEntry(name, featureOf(kind, [values[pixel]])));
      else {
        const steps = Array.from({ length: depth }, (_, layer) =>
          field(FIELD.feature, featureOf(kind, [values[layer * pixels + pixel]])),
        );
        lists.push(mapEntry(name, Buffer.concat(steps)));
      }
    }
    yield Buffer.concat([
      field(FIELD.context, Buffer.concat(context)),
      field(FIELD.featureLists, Buffer.concat(lists)),
    ]);
  }
}

function featureOf(kind: TensorKind, values: ArrayLike<number>): Buffer {
  if (kind === 'bytes') return byteFeature(values instanceof Uint8Array ? values : Uint8Array.from(values));
  return kind === 'ints' ? intFeature(values) : floatFeature(values);
}

/** Bytes of a message and a record around its numbers, at most: names are counted apart. */
const OVERHEAD = 64;

/** The most bytes of the records of a patch of some pixels. */
export function patchBytes(types: readonly TensorType[], pixels: number, asSequences: boolean): number {
  const sizes = types.map(({ name, kind, min, max, depth }) => {
    const number = kind === 'bytes' ? 1 : kind === 'floats' ? 4 : intBytes(min, max);
    const numbers = (depth ?? 1) * pixels;
    const own = Buffer.byteLength(name) + OVERHEAD;
    return asSequences ? numbers * (number + OVERHEAD) + pixels * own : numbers * number + own;
  });
  return sizes.reduce((sum, size) => sum + size, OVERHEAD * (asSequences ? pixels : 1));
}
