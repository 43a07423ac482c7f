/** Items of which the one with the largest key comes out first; of equal keys, the one that went in first. */
export class Heap<T> {
  readonly #items: { readonly key: number; readonly order: number; readonly item: T }[] = [];
  #pushed = 0;

  push(key: number, item: T): void {
    const entry = { key, order: this.#pushed++, item };
    let at = this.#items.length;
    this.#items.push(entry);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(entry, this.#items[parent])) break;
      this.#items[at] = this.#items[parent];
      at = parent;
    }
    this.#items[at] = entry;
  }

  pop(): T | undefined {
    const [top] = this.#items;
    const last = this.#items.pop();
    if (last === undefined || last === top) return top?.item;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#items.length) break;
      if (child + 1 < this.#items.length && this.#before(this.#items[child + 1], this.#items[child])) child++;
      if (!this.#before(this.#items[child], last)) break;
      this.#items[at] = this.#items[child];
      at = child;
    }
    this.#items[at] = last;
    return top.item;
  }

  #before(a: { key: number; order: number }, b: { key: number; order: number }): boolean {
    return a.key > b.key || (a.key === b.key && a.order < b.order);
  }
}
