import type { Tree, TreeEnsemble } from './tree.ts';

/**
 * Trees as bytes. Numbers are little-endian; each tree is its count of nodes and its arrays one after the other: features, thresholds, left
 * children, values, sizes and deviances; then, for classes, the count of mixed leaves, their nodes and their shares. Before the trees: their
 * number, the numbers of inputs and of classes (-1 for trees that predict numbers), the out-of-bag error (NaN if unknown), the importance of the
 * inputs and the classes.
 */

/** Writes numbers one after the other. */
class Writer {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(size: number) {
    this.#bytes = new Uint8Array(size);
    this.#view = new DataView(this.#bytes.buffer);
  }

  int(value: number): void {
    this.#view.setInt32(this.#at, value, true);
    this.#at += 4;
  }

  float(value: number): void {
    this.#view.setFloat32(this.#at, value, true);
    this.#at += 4;
  }

  double(value: number): void {
    this.#view.setFloat64(this.#at, value, true);
    this.#at += 8;
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }
}

/** Reads what Writer has written. @throws RangeError beyond the end */
class Reader {
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** A number of items of some bytes each: an error if there are not as many. */
  count(bytesEach: number): number {
    const count = this.int();
    if (count < 0 || count * bytesEach > this.#view.byteLength - this.#at) throw unsound();
    return count;
  }

  int(): number {
    this.#at += 4;
    return this.#view.getInt32(this.#at - 4, true);
  }

  ints(count: number): Int32Array {
    return Int32Array.from({ length: count }, () => this.int());
  }

  floats(count: number): Float32Array {
    return Float32Array.from({ length: count }, () => {
      this.#at += 4;
      return this.#view.getFloat32(this.#at - 4, true);
    });
  }

  double(): number {
    this.#at += 8;
    return this.#view.getFloat64(this.#at - 8, true);
  }

  doubles(count: number): Float64Array {
    return Float64Array.from({ length: count }, () => this.double());
  }

  get isAtEnd(): boolean {
    return this.#at === this.#view.byteLength;
  }
}

/** Bytes of a node: its feature, threshold, left child, value, size and deviance. */
const NODE_BYTES = 4 + 8 + 4 + 8 + 4 + 4;
const HEAD_BYTES = 3 * 4 + 8;

function unsound(): TypeError {
  return new TypeError('The file of a classifier is damaged.');
}

/** The size of trees as bytes. */
export function ensembleSize({ trees, labels, importance }: TreeEnsemble): number {
  const classes = labels?.length ?? 0;
  const sizes = trees.map(({ left, shares }) => 8 + left.length * NODE_BYTES + (shares?.size ?? 0) * (4 + 8 * classes));
  return HEAD_BYTES + 8 * (importance.length + classes) + sizes.reduce((sum, size) => sum + size, 0);
}

/** Writes trees as bytes. */
export function encodeEnsemble(ensemble: TreeEnsemble): Uint8Array {
  const { trees, labels, importance, outOfBagError } = ensemble;
  const writer = new Writer(ensembleSize(ensemble));
  writer.int(trees.length);
  writer.int(importance.length);
  writer.int(labels?.length ?? -1);
  writer.double(outOfBagError ?? Number.NaN);
  for (const value of importance) writer.double(value);
  for (const label of labels ?? []) writer.double(label);
  for (const tree of trees) writeTree(writer, tree);
  return writer.bytes;
}

function writeTree(writer: Writer, { feature, threshold, left, value, size, deviance, shares }: Tree): void {
  writer.int(left.length);
  for (const each of feature) writer.int(each);
  for (const each of threshold) writer.double(each);
  for (const each of left) writer.int(each);
  for (const each of value) writer.double(each);
  for (const each of size) writer.int(each);
  for (const each of deviance) writer.float(each);
  writer.int(shares?.size ?? 0);
  for (const node of shares?.keys() ?? []) writer.int(node);
  for (const parts of shares?.values() ?? []) for (const part of parts) writer.double(part);
}

/**
 * Reads trees.
 * @throws TypeError for bytes that are no trees: whatever is returned can be walked, and every walk ends
 */
export function decodeEnsemble(bytes: Uint8Array): TreeEnsemble {
  try {
    return readEnsemble(new Reader(bytes));
  } catch (error) {
    if (error instanceof RangeError) throw unsound();
    throw error;
  }
}

function readEnsemble(reader: Reader): TreeEnsemble {
  const count = reader.count(8);
  const width = reader.count(8);
  const classes = reader.int();
  const error = reader.double();
  const importance = reader.doubles(width);
  const labels = classes < 0 ? undefined : reader.doubles(classes);
  const trees = Array.from({ length: count }, () => readTree(reader, width, labels?.length));
  if (count === 0 || !reader.isAtEnd) throw unsound();
  return { trees, importance, outOfBagError: Number.isNaN(error) ? null : error, ...(labels ? { labels } : {}) };
}

function readTree(reader: Reader, width: number, classes: number | undefined): Tree {
  const nodes = reader.count(NODE_BYTES);
  const tree = {
    feature: reader.ints(nodes),
    threshold: reader.doubles(nodes),
    left: reader.ints(nodes),
    value: reader.doubles(nodes),
    size: reader.ints(nodes),
    deviance: reader.floats(nodes),
  };
  checkTree(tree, width, classes);
  const mixed = reader.ints(reader.count(4 + 8 * (classes ?? 0)));
  if (mixed.length > 0 && classes === undefined) throw unsound();
  const shares = new Map(Array.from(mixed, (node) => [node, reader.doubles(classes ?? 0)]));
  return classes === undefined ? tree : { ...tree, shares };
}

/** Children stand behind their parents, so that every walk ends. */
function checkTree({ feature, left, value }: Tree, width: number, classes = Infinity): void {
  if (left.length === 0) throw unsound();
  left.forEach((child, node) => {
    const isSound = child === node || (child > node && child + 1 < left.length && feature[node] >= 0);
    const isClass = classes === Infinity || (Number.isInteger(value[node]) && value[node] >= 0);
    if (!isSound || feature[node] >= width || !isClass || value[node] >= classes) throw unsound();
  });
}
