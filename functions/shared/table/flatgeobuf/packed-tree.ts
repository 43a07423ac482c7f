import type { Box } from '../../geometry/bounds.ts';

/** Children of a node. */
export const NODE_SIZE = 16;

/** Bytes of a node: four doubles, and an offset of 64 bits. */
export const NODE_BYTES = 40;

/** Bits of a place along each side of the Hilbert curve: those of two sides and of an item's number fit into a double. */
const HILBERT_BITS = 15;

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

/** The boxes of the features that are written, and where they begin. */
export class TreeItems {
  #boxes = new Float64Array(1024 * 4);
  #offsets = new Float64Array(1024);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(box: Box, offset: number): void {
    if (this.#count === this.#offsets.length) {
      const [boxes, offsets] = [this.#boxes, this.#offsets];
      this.#boxes = new Float64Array(boxes.length * 2);
      this.#boxes.set(boxes);
      this.#offsets = new Float64Array(offsets.length * 2);
      this.#offsets.set(offsets);
    }
    this.#boxes.set(box, this.#count * 4);
    this.#offsets[this.#count++] = offset;
  }

  /** The box around all of them; infinite if there is none. */
  extent(): Box {
    const extent: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < this.#count; i++) grow(extent, this.#boxes, i * 4);
    return extent;
  }

  /** The packed tree: the root first, the leaves last, and those along a Hilbert curve. */
  tree(): Uint8Array {
    const order = this.#alongCurve();
    const levels = levelsOf(this.#count);
    const nodes = new Float64Array(levels[0].end * 4);
    const bytes = new Uint8Array(levels[0].end * NODE_BYTES);
    const view = new DataView(bytes.buffer);
    const write = (node: number, offset: number) => {
      for (let side = 0; side < 4; side++) view.setFloat64(node * NODE_BYTES + side * 8, nodes[node * 4 + side], true);
      view.setBigUint64(node * NODE_BYTES + 32, BigInt(offset), true);
    };
    for (let i = 0; i < this.#count; i++) {
      const node = levels[0].start + i;
      nodes.set(this.#boxes.subarray(order[i] * 4, order[i] * 4 + 4), node * 4);
      write(node, this.#offsets[order[i]]);
    }
    for (let level = 1; level < levels.length; level++) {
      const below = levels[level - 1];
      for (let node = levels[level].start, first = below.start; first < below.end; node++, first += NODE_SIZE) {
        const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
        for (let child = first; child < Math.min(first + NODE_SIZE, below.end); child++) grow(box, nodes, child * 4);
        nodes.set(box, node * 4);
        write(node, first);
      }
    }
    return bytes;
  }

  /** The numbers of the items in the order of their centres along the curve. */
  #alongCurve(): Float64Array {
    const [west, south, east, north] = this.extent();
    const cells = 2 ** HILBERT_BITS - 1;
    const place = (middle: number, low: number, high: number) =>
      high > low ? Math.round((cells * (middle - low)) / (high - low)) || 0 : 0;
    const keys = new Float64Array(this.#count);
    for (let i = 0; i < this.#count; i++) {
      const at = i * 4;
      const x = place((this.#boxes[at] + this.#boxes[at + 2]) / 2, west, east);
      const y = place((this.#boxes[at + 1] + this.#boxes[at + 3]) / 2, south, north);
      keys[i] = hilbert(x, y) * MAX_ITEMS + i;
    }
    keys.sort();
    return keys.map((key) => key % MAX_ITEMS);
  }
}

function grow(box: [number, number, number, number], boxes: Float64Array, at: number): void {
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
