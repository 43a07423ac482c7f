/** Boxes in a leaf. */
const LEAF = 8;
const DIMENSIONS = 3;
/** Numbers of a box. */
const BOX = 2 * DIMENSIONS;

/**
 * A balanced tree of boxes in space (x, y, z), which finds the boxes that touch a box or are near a point. Objects on the ground are near
 * each other if they are near in space, also over the poles and the 180th meridian. Each half of a node has half of its boxes, on either
 * side of the middle along its longest side.
 */
export class BoxTree {
  /** The lows, then the highs of each box. */
  readonly #boxes: Float64Array;
  readonly #order: Uint32Array;
  /** The lows and highs of each node, the halves of node k being 2k + 1 and 2k + 2. */
  readonly #nodes: Float64Array;

  /** @param boxes of each box its lows, then its highs: minX, minY, minZ, maxX, maxY, maxZ */
  constructor(boxes: Float64Array) {
    this.#boxes = boxes;
    const count = boxes.length / BOX;
    this.#order = Uint32Array.from({ length: count }, (_, i) => i);
    const depth = Math.max(0, Math.ceil(Math.log2(Math.max(1, count / LEAF))));
    this.#nodes = new Float64Array((2 ** (depth + 1) - 1) * BOX);
    this.#build(0, 0, count);
  }

  /** Bytes of a tree of a number of boxes, with the boxes. */
  static bytes(count: number): number {
    return count * (4 + 8 * BOX * (1 + 4 / LEAF));
  }

  #isLeaf(node: number): boolean {
    return (2 * node + 2) * BOX >= this.#nodes.length;
  }

  #build(node: number, from: number, to: number): void {
    const at = node * BOX;
    let [longest, axis] = [-1, 0];
    for (let k = 0; k < DIMENSIONS; k++) {
      let [low, high] = [Infinity, -Infinity];
      for (let i = from; i < to; i++) {
        const box = this.#order[i] * BOX;
        low = Math.min(low, this.#boxes[box + k]);
        high = Math.max(high, this.#boxes[box + DIMENSIONS + k]);
      }
      this.#nodes[at + k] = low;
      this.#nodes[at + DIMENSIONS + k] = high;
      if (high - low > longest) [longest, axis] = [high - low, k];
    }
    if (this.#isLeaf(node)) return;
    const middle = (from + to) >> 1;
    this.#divide(from, to - 1, middle, axis);
    this.#build(2 * node + 1, from, middle);
    this.#build(2 * node + 2, middle, to);
  }

  /** Puts those with the lower middles along an axis before place `k` (C. A. R. Hoare, Algorithm 65: find). */
  #divide(from: number, to: number, k: number, axis: number): void {
    const order = this.#order;
    const middle = (i: number) => {
      const box = order[i] * BOX + axis;
      return this.#boxes[box] + this.#boxes[box + DIMENSIONS];
    };
    let [left, right] = [from, to];
    while (left < right) {
      const pivot = middle((left + right) >> 1);
      let [i, j] = [left, right];
      while (i <= j) {
        while (middle(i) < pivot) i++;
        while (pivot < middle(j)) j--;
        if (i > j) break;
        [order[i], order[j]] = [order[j], order[i]];
        i++;
        j--;
      }
      if (j < k) left = i;
      if (k < i) right = j;
    }
  }

  /** Visits the numbers of the boxes that touch a box (lows, then highs), in no order. */
  search(box: ArrayLike<number>, visit: (item: number) => void): void {
    this.#search(0, 0, this.#order.length, box, visit);
  }

  #search(node: number, from: number, to: number, box: ArrayLike<number>, visit: (item: number) => void): void {
    if (from === to || !this.#touches(this.#nodes, node, box)) return;
    if (this.#isLeaf(node)) {
      for (let i = from; i < to; i++) if (this.#touches(this.#boxes, this.#order[i], box)) visit(this.#order[i]);
      return;
    }
    const middle = (from + to) >> 1;
    this.#search(2 * node + 1, from, middle, box, visit);
    this.#search(2 * node + 2, middle, to, box, visit);
  }

  #touches(boxes: Float64Array, index: number, box: ArrayLike<number>): boolean {
    const at = index * BOX;
    for (let k = 0; k < DIMENSIONS; k++)
      if (!(boxes[at + k] <= box[DIMENSIONS + k] && boxes[at + DIMENSIONS + k] >= box[k])) return false;
    return true;
  }

  /**
   * The number of the box whose thing is nearest to a place; -1 if none is nearer than a limit.
   * @param limit the square of the distance that it must be nearer than
   * @param measure the square of the distance from the place to a thing
   */
  nearest(place: readonly number[], limit: number, measure: (item: number) => number): number {
    this.#found = -1;
    this.#limit = limit;
    if (this.#order.length > 0) this.#near(0, 0, this.#order.length, place, measure);
    return this.#found;
  }

  #found = -1;
  #limit = 0;

  #near(node: number, from: number, to: number, place: readonly number[], measure: (item: number) => number): void {
    if (this.#isLeaf(node)) {
      for (let i = from; i < to; i++) {
        const item = this.#order[i];
        if (this.#squared(this.#boxes, item, place) >= this.#limit) continue;
        const distance = measure(item);
        if (distance < this.#limit) [this.#limit, this.#found] = [distance, item];
      }
      return;
    }
    const middle = (from + to) >> 1;
    const [a, b] = [2 * node + 1, 2 * node + 2];
    const [toA, toB] = [this.#squared(this.#nodes, a, place), this.#squared(this.#nodes, b, place)];
    if (toA <= toB) {
      if (toA < this.#limit) this.#near(a, from, middle, place, measure);
      if (toB < this.#limit) this.#near(b, middle, to, place, measure);
    } else {
      if (toB < this.#limit) this.#near(b, middle, to, place, measure);
      if (toA < this.#limit) this.#near(a, from, middle, place, measure);
    }
  }

  /** The square of the distance from a place to a box. */
  #squared(boxes: Float64Array, index: number, place: readonly number[]): number {
    const at = index * BOX;
    let sum = 0;
    for (let k = 0; k < DIMENSIONS; k++) {
      const off = Math.max(boxes[at + k] - place[k], place[k] - boxes[at + DIMENSIONS + k], 0);
      sum += off * off;
    }
    return sum;
  }
}
