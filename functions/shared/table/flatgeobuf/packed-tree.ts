import type { Box } from '../../geometry/bounds.ts';

/** Children of a node. */
export const NODE_SIZE = 16;

/** Bytes of a node: four doubles, and an offset of 64 bits. */
export const NODE_BYTES = 40;

/** Bits of a place along each side of the Hilbert curve: those of two sides and of an item's number fit into a double. */
const HILBERT_BITS = 14;

/** Most items of a tree. */
export const MAX_ITEMS = 2 ** (53 - 2 * HILBERT_BITS);

/** Where the levels of a tree begin and end, in nodes; the leaves first, although they are last in the file. */
export function levelsOf(count: number, nodeSize = NODE_SIZE): { readonly start: number; readonly end: number }[] {
  const sizes = [count];
  while (sizes[sizes.length - 1] > 1) sizes.push(Math.ceil(sizes[sizes.length - 1] / nodeSize));
  // A tree has a root beside its leaf, even if there is one only.
  if (count === 1) sizes.push(1);
  let end = sizes.reduce((sum, size) => sum + size, 0);
  return sizes.map((size) => {
    const level = { start: end - size, end };
    end -= size;
    return level;
  });
}

/** Bytes of a tree of so many items. */
export function treeBytes(count: number, nodeSize = NODE_SIZE): number {
  return count === 0 ? 0 : levelsOf(count, nodeSize)[0].end * NODE_BYTES;
}

/** Items whose boxes are in one array: arrays that are never copied take no more than they hold. */
const SEGMENT = 65_536;

/** Nodes that are written at a time. */
const PIECE = 8192;

/** The boxes of the features that are written, and where they begin: 40 bytes of memory each, and eight more while the tree is written. */
export class TreeItems {
  readonly #boxes: Float64Array[] = [];
  readonly #offsets: Float64Array[] = [];
  readonly #extent: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(box: Box, offset: number): void {
    const place = this.#count % SEGMENT;
    if (place === 0) {
      this.#boxes.push(new Float64Array(SEGMENT * 4));
      this.#offsets.push(new Float64Array(SEGMENT));
    }
    this.#boxes[this.#boxes.length - 1].set(box, place * 4);
    this.#offsets[this.#offsets.length - 1][place] = offset;
    grow(this.#extent, box, 0);
    this.#count++;
  }

  /** The box around all of them; infinite if there is none. */
  extent(): Box {
    return [...this.#extent];
  }

  /** The packed tree, piece by piece: the root first, the leaves last, and those along a Hilbert curve. */
  *tree(): Generator<Uint8Array> {
    const order = this.#alongCurve();
    const levels = levelsOf(this.#count);
    const boxes = this.#boxesAbove(order, levels);
    for (let level = levels.length - 1; level > 0; level--) {
      const [{ start, end }, below] = [levels[level], levels[level - 1]];
      yield* pieces(end - start, (node, write) => write(boxes[level], node * 4, below.start + node * NODE_SIZE));
    }
    yield* pieces(this.#count, (node, write) => {
      const [segment, place] = placeOf(order[node] % MAX_ITEMS);
      write(this.#boxes[segment], place * 4, this.#offsets[segment][place]);
    });
  }

  /** The boxes of the nodes of each level above the leaves: a fifteenth of all. */
  #boxesAbove(
    order: Float64Array,
    levels: readonly { readonly start: number; readonly end: number }[],
  ): Float64Array[] {
    const boxes: Float64Array[] = [new Float64Array(0)];
    for (let level = 1; level < levels.length; level++) {
      const [{ start, end }, below] = [levels[level], levels[level - 1]];
      const own = new Float64Array((end - start) * 4);
      const children = below.end - below.start;
      for (let node = 0; node < end - start; node++) {
        const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
        for (let child = node * NODE_SIZE; child < Math.min((node + 1) * NODE_SIZE, children); child++) {
          if (level > 1) grow(box, boxes[level - 1], child * 4);
          else {
            const [segment, place] = placeOf(order[child] % MAX_ITEMS);
            grow(box, this.#boxes[segment], place * 4);
          }
        }
        own.set(box, node * 4);
      }
      boxes.push(own);
    }
    return boxes;
  }

  /** The items in the order of their centres along the curve: numbers whose remainders by MAX_ITEMS are those of the items. */
  #alongCurve(): Float64Array {
    const [west, south, east, north] = this.#extent;
    const cells = 2 ** HILBERT_BITS - 1;
    const cell = (middle: number, low: number, high: number) =>
      high > low ? Math.round((cells * (middle - low)) / (high - low)) || 0 : 0;
    const keys = new Float64Array(this.#count);
    for (let i = 0; i < this.#count; i++) {
      const [segment, place] = placeOf(i);
      const boxes = this.#boxes[segment];
      const at = place * 4;
      const x = cell((boxes[at] + boxes[at + 2]) / 2, west, east);
      const y = cell((boxes[at + 1] + boxes[at + 3]) / 2, south, north);
      keys[i] = hilbert(x, y) * MAX_ITEMS + i;
    }
    return keys.sort();
  }
}

function placeOf(item: number): [segment: number, place: number] {
  return [Math.floor(item / SEGMENT), item % SEGMENT];
}

/** Nodes as bytes, piece by piece. @param node writes a node by its number: where its box is, and its offset */
function* pieces(
  count: number,
  node: (node: number, write: (boxes: Float64Array, at: number, offset: number) => void) => void,
): Generator<Uint8Array> {
  for (let first = 0; first < count; first += PIECE) {
    const bytes = new Uint8Array(Math.min(PIECE, count - first) * NODE_BYTES);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i * NODE_BYTES < bytes.length; i++) {
      node(first + i, (boxes, at, offset) => {
        for (let side = 0; side < 4; side++) view.setFloat64(i * NODE_BYTES + side * 8, boxes[at + side], true);
        view.setBigUint64(i * NODE_BYTES + 32, BigInt(offset), true);
      });
    }
    yield bytes;
  }
}

function grow(box: [number, number, number, number], boxes: ArrayLike<number>, at: number): void {
  box[0] = Math.min(box[0], boxes[at]);
  box[1] = Math.min(box[1], boxes[at + 1]);
  box[2] = Math.max(box[2], boxes[at + 2]);
  box[3] = Math.max(box[3], boxes[at + 3]);
}

/** How far along the Hilbert curve a cell of a square is (Wikipedia, Hilbert curve: xy2d). */
function hilbert(x: number, y: number): number {
  let distance = 0;
  for (let side = 2 ** (HILBERT_BITS - 1); side >= 1; side /= 2) {
    const right = (x & side) > 0 ? 1 : 0;
    const upper = (y & side) > 0 ? 1 : 0;
    distance += side * side * ((3 * right) ^ upper);
    if (upper === 0) {
      if (right === 1) [x, y] = [side - 1 - (x & (side - 1)), side - 1 - (y & (side - 1))];
      [x, y] = [y, x];
    }
  }
  return distance;
}
