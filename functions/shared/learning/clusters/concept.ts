/** Sums over the points of a concept: how many there are, and each input's sum and sum of squares. */
export class Concept {
  count = 0;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  readonly children: Concept[] = [];

  constructor(width: number) {
    this.sums = new Float64Array(width);
    this.squares = new Float64Array(width);
  }

  add(points: Float64Array, start: number): void {
    this.count++;
    for (let i = 0; i < this.sums.length; i++) {
      const value = points[start + i];
      this.sums[i] += value;
      this.squares[i] += value * value;
    }
  }

  /** Adds all points of another concept. */
  merge({ count, sums, squares }: Concept): void {
    this.count += count;
    for (let i = 0; i < sums.length; i++) {
      this.sums[i] += sums[i];
      this.squares[i] += squares[i];
    }
  }

  copy(): Concept {
    const copy = new Concept(this.sums.length);
    copy.merge(this);
    return copy;
  }

  /**
   * The number of points times the sum over the inputs of 1/(2σ√π), a measure of how well the points' values can be guessed; σ is at least
   * the acuity (Gennari, Langley and Fisher, Models of incremental concept formation, 1989).
   */
  sharpness(acuity: number): number {
    let sum = 0;
    for (let i = 0; i < this.sums.length; i++) sum += this.#inverse(this.sums[i], this.squares[i], this.count, acuity);
    return (this.count * sum) / (2 * Math.sqrt(Math.PI));
  }

  /** The sharpness that the concept would have with one more point. */
  sharpnessWith(points: Float64Array, start: number, acuity: number): number {
    const count = this.count + 1;
    let sum = 0;
    for (let i = 0; i < this.sums.length; i++) {
      const value = points[start + i];
      sum += this.#inverse(this.sums[i] + value, this.squares[i] + value * value, count, acuity);
    }
    return (count * sum) / (2 * Math.sqrt(Math.PI));
  }

  #inverse(sum: number, squares: number, count: number, acuity: number): number {
    const mean = sum / count;
    return 1 / Math.max(Math.sqrt(Math.max(0, squares / count - mean * mean)), acuity);
  }
}

/**
 * The category utility per child: the gain in guessing the points' values by knowing the child that they are in.
 * @param parts the sharpness of each child
 */
export function categoryUtility(parent: Concept, parts: readonly number[], acuity: number): number {
  const inside = parts.reduce((sum, part) => sum + part, 0);
  return (inside - parent.sharpness(acuity)) / parent.count / parts.length;
}
