/**
 * A queue of pixels of which the one with the smallest key comes first; of equals, the one that was put in first. A binary heap in typed arrays
 * (J. W. J. Williams, Algorithm 232: Heapsort, 1964). Each pixel carries a number.
 */
export class PixelQueue {
  #keys: Float64Array;
  #order: Uint32Array;
  #pixels: Int32Array;
  #tags: Int32Array;
  #size = 0;
  #put = 0;
  /** What was taken last. */
  key = 0;
  pixel = 0;
  tag = 0;

  /** @param room for so many pixels at first; it doubles when it is used up */
  constructor(room: number) {
    const length = Math.max(16, room);
    this.#keys = new Float64Array(length);
    this.#order = new Uint32Array(length);
    this.#pixels = new Int32Array(length);
    this.#tags = new Int32Array(length);
  }

  put(key: number, pixel: number, tag: number): void {
    if (this.#size === this.#keys.length) this.#grow();
    const [keys, order, pixels, tags] = [this.#keys, this.#order, this.#pixels, this.#tags];
    let at = this.#size++;
    // Newer ones come after their equals: they need not rise past them.
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (keys[parent] <= key) break;
      keys[at] = keys[parent];
      order[at] = order[parent];
      pixels[at] = pixels[parent];
      tags[at] = tags[parent];
      at = parent;
    }
    keys[at] = key;
    order[at] = this.#put++;
    pixels[at] = pixel;
    tags[at] = tag;
  }

  /** Takes the first pixel out; false if there is none. */
  take(): boolean {
    if (this.#size === 0) return false;
    const [keys, order, pixels, tags] = [this.#keys, this.#order, this.#pixels, this.#tags];
    this.key = keys[0];
    this.pixel = pixels[0];
    this.tag = tags[0];
    const last = --this.#size;
    const [key, turn] = [keys[last], order[last]];
    let at = 0;
    for (let child = 1; child < last; child = 2 * at + 1) {
      const other = child + 1;
      if (other < last && (keys[other] < keys[child] || (keys[other] === keys[child] && order[other] < order[child])))
        child = other;
      if (key < keys[child] || (key === keys[child] && turn < order[child])) break;
      keys[at] = keys[child];
      order[at] = order[child];
      pixels[at] = pixels[child];
      tags[at] = tags[child];
      at = child;
    }
    keys[at] = key;
    order[at] = turn;
    pixels[at] = pixels[last];
    tags[at] = tags[last];
    return true;
  }

  #grow(): void {
    const length = this.#keys.length * 2;
    const larger = <T extends Float64Array | Uint32Array | Int32Array>(old: T, kind: new (length: number) => T): T => {
      const copy = new kind(length);
      copy.set(old);
      return copy;
    };
    this.#keys = larger(this.#keys, Float64Array);
    this.#order = larger(this.#order, Uint32Array);
    this.#pixels = larger(this.#pixels, Int32Array);
    this.#tags = larger(this.#tags, Int32Array);
  }
}
