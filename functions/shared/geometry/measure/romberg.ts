/** Halvings after which a sum that does not settle is taken as it is. */
const MAX_ROUNDS = 10;

/**
 * The limit of sums over ever finer steps whose error has even powers of the step only: Romberg's extrapolation.
 * @param sum the sum over so many equal steps
 * @param scale what the result is to be exact in proportion to
 */
export function romberg(sum: (steps: number) => number, scale: number): number {
  let row = [sum(1)];
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    const next = [sum(2 ** round)];
    for (let k = 1; k <= round; k++) next.push(next[k - 1] + (next[k - 1] - row[k - 1]) / (4 ** k - 1));
    const settled = Math.abs(next[round] - row[round - 1]) <= 1e-13 * scale;
    row = next;
    if (settled && round > 2) break;
  }
  return row[row.length - 1];
}
