/** Halvings after which a sum that does not settle is taken as it is. */
const MAX_ROUNDS = 10;

/**
 * Romberg's extrapolation: the limit of sums over ever finer steps, whose error has only even powers of the step.
 * @param sum the sum over a number of equal steps
 * @param settles the difference of two rounds at which the later, much better one is the result
 */
export function romberg(sum: (steps: number) => number, settles: (limit: number) => number): number {
  let row = [sum(1)];
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    const next = [sum(2 ** round)];
    for (let k = 1; k <= round; k++) next.push(next[k - 1] + (next[k - 1] - row[k - 1]) / (4 ** k - 1));
    const settled = Math.abs(next[round] - row[round - 1]) <= settles(next[round]);
    row = next;
    if (settled && round > 2) break;
  }
  return row[row.length - 1];
}

/**
 * Romberg's extrapolation from sums over one, two and four steps.
 * @returns undefined if the last two rounds differ by more than `apart`
 */
export function settledInQuarters(one: number, two: number, four: number, apart: number): number | undefined {
  const before = two + (two - one) / 3;
  const after = four + (four - two) / 3;
  const limit = after + (after - before) / 15;
  return Math.abs(limit - before) <= apart ? limit : undefined;
}
