/** A prior that says next to nothing of coefficients: as if each had this variance. */
const DIFFUSE = 1e9;

/**
 * The sums of squared residuals of models of all stretches of a series that begin at one place, by recursive residuals (R. L. Brown, J. Durbin and
 * J. M. Evans, 1975).
 * @param rows the terms of each value, `terms` in a row
 * @param squares gets the sum for each end, from `first` on
 */
function squaresFrom(y: Float64Array, rows: Float64Array, terms: number, first: number, squares: Float64Array): void {
  const [p, b, gain] = [new Float64Array(terms * terms), new Float64Array(terms), new Float64Array(terms)];
  for (let k = 0; k < terms; k++) p[k * terms + k] = DIFFUSE;
  let sum = 0;
  for (let end = first; end < y.length; end++) {
    const row = end * terms;
    let [scale, error] = [1, y[end]];
    for (let k = 0; k < terms; k++) {
      let px = 0;
      for (let j = 0; j < terms; j++) px += p[k * terms + j] * rows[row + j];
      gain[k] = px;
      scale += px * rows[row + k];
      error -= b[k] * rows[row + k];
    }
    sum += (error * error) / scale;
    for (let k = 0; k < terms; k++) {
      b[k] += (gain[k] * error) / scale;
      for (let j = 0; j < terms; j++) p[k * terms + j] -= (gain[k] * gain[j]) / scale;
    }
    squares[end] = sum;
  }
}

/**
 * Where a series is best divided so that one linear model holds in each part: of all divisions with the smallest sum of squared residuals for each number
 * of parts (by dynamic programming), the one with the smallest BIC (J. Bai and P. Perron, Computation and analysis of multiple structural change models,
 * 2003; A. Zeileis and others, strucchange, 2002).
 * @param y values, around 1 in size
 * @param spacing fewest values in a part
 * @param most most breaks
 * @returns where parts begin
 */
export function partsOf(y: Float64Array, rows: Float64Array, terms: number, spacing: number, most: number): number[] {
  const n = y.length;
  const all = Array.from({ length: Math.max(1, n - spacing + 1) }, (_, first) => {
    const squares = new Float64Array(n);
    squaresFrom(y, rows, terms, first, squares);
    return squares;
  });
  // The smallest sum of the first `end` + 1 values in one part more each time, and where the last part begins.
  let best = all[0];
  const begins: Int32Array[] = [];
  let lowest = bic(best[n - 1], n, terms, 0);
  let breaks = 0;
  for (let count = 1; count <= most; count++) {
    const next = new Float64Array(n).fill(Infinity);
    const begin = new Int32Array(n);
    for (let end = (count + 1) * spacing - 1; end < n; end++) {
      for (let start = count * spacing; start <= end - spacing + 1; start++) {
        const sum = best[start - 1] + all[start][end];
        if (sum < next[end]) [next[end], begin[end]] = [sum, start];
      }
    }
    begins.push(begin);
    best = next;
    const criterion = bic(best[n - 1], n, terms, count);
    if (criterion < lowest) [lowest, breaks] = [criterion, count];
  }
  const starts: number[] = [];
  for (let count = breaks, end = n - 1; count > 0; count--) {
    const start = begins[count - 1][end];
    starts.unshift(start);
    end = start - 1;
  }
  return [0, ...starts];
}

/** Schwarz's criterion of a model with so many breaks, as strucchange has it. */
function bic(squares: number, n: number, terms: number, breaks: number): number {
  const likelihood = -0.5 * n * (Math.log(Math.max(squares, 1e-12)) + 1 - Math.log(n) + Math.log(2 * Math.PI));
  return -2 * likelihood + (terms + 1) * (breaks + 1) * Math.log(n);
}
