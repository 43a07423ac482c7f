/** The fraction of each pixel of a grid that the object being drawn covers: a buffer that is used again for the next object. */
export class Coverage {
  readonly width: number;
  readonly height: number;
  /** Fractions from 0 to 1, row by row; 0 outside of the box in use. */
  readonly parts: Float32Array;
  #left: number;
  #top: number;
  #right: number;
  #bottom: number;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.parts = new Float32Array(width * height);
    [this.#left, this.#top, this.#right, this.#bottom] = [width, height, 0, 0];
  }

  /** Takes note that pixels from a column and row up to (without) others may be covered. They must be on the grid. */
  use(left: number, top: number, right: number, bottom: number): void {
    if (left < this.#left) this.#left = left;
    if (top < this.#top) this.#top = top;
    if (right > this.#right) this.#right = right;
    if (bottom > this.#bottom) this.#bottom = bottom;
  }

  /** Covers a pixel, if it is on the grid. */
  cover(column: number, row: number): void {
    if (!(column >= 0 && row >= 0 && column < this.width && row < this.height)) return;
    this.parts[row * this.width + column] = 1;
    this.use(column, row, column + 1, row + 1);
  }

  /** Visits the pixels that are covered, by their index, and leaves the sheet empty. */
  take(visit: (index: number, part: number) => void): void {
    const { parts, width } = this;
    for (let row = this.#top; row < this.#bottom; row++) {
      const end = row * width + this.#right;
      for (let i = row * width + this.#left; i < end; i++) {
        const part = parts[i];
        if (part === 0) continue;
        parts[i] = 0;
        visit(i, part);
      }
    }
    [this.#left, this.#top, this.#right, this.#bottom] = [width, this.height, 0, 0];
  }
}
