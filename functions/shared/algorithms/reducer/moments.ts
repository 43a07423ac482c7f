/**
 * The central moments of weighted numbers in one pass.
 * Source: Pébay, "Formulas for robust, one-pass parallel computation of covariances and arbitrary-order statistical moments" (2008).
 */
export class Moments {
  weight = 0;
  mean = 0;
  /** Sums of weighted powers of the differences from the mean. */
  m2 = 0;
  m3 = 0;
  m4 = 0;

  add(value: number, weight: number): void {
    if (!(weight > 0)) return;
    const before = this.weight;
    const after = before + weight;
    const delta = value - this.mean;
    const part = delta / after;
    const square = delta * part * before * weight;
    this.m4 +=
      square * part * part * (before * before - before * weight + weight * weight) +
      6 * part * part * weight * weight * this.m2 -
      4 * part * weight * this.m3;
    this.m3 += square * part * (before - weight) - 3 * part * weight * this.m2;
    this.m2 += square;
    this.mean += part * weight;
    this.weight = after;
  }
}
