/**
 * Solves a system of linear equations by elimination with pivots (G. H. Golub and C. F. Van Loan, Matrix computations, 3.4). Plain loops
 * over one array: kriging solves thousands of small systems for a tile.
 * @param matrix n by n numbers row by row; it is used up
 * @param right the right side; it becomes the solution
 * @returns whether there is a solution, as far as doubles can tell
 */
export function solveInPlace(matrix: Float64Array, right: Float64Array): boolean {
  const n = right.length;
  let largest = 0;
  for (let i = 0; i < matrix.length; i++) largest = Math.max(largest, Math.abs(matrix[i]));
  const least = largest * n * Number.EPSILON;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(matrix[i * n + k]) > Math.abs(matrix[pivot * n + k])) pivot = i;
    const top = matrix[pivot * n + k];
    if (!(Math.abs(top) > least)) return false;
    if (pivot !== k) swapRows(matrix, right, n, k, pivot);
    const from = k * n;
    for (let i = k + 1; i < n; i++) {
      const row = i * n;
      const factor = matrix[row + k] / top;
      if (factor === 0) continue;
      for (let j = k + 1; j < n; j++) matrix[row + j] -= factor * matrix[from + j];
      right[i] -= factor * right[k];
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = right[i];
    for (let j = i + 1; j < n; j++) sum -= matrix[i * n + j] * right[j];
    right[i] = sum / matrix[i * n + i];
  }
  return right.every(Number.isFinite);
}

function swapRows(matrix: Float64Array, right: Float64Array, n: number, one: number, other: number): void {
  const row = matrix.slice(one * n, one * n + n);
  matrix.copyWithin(one * n, other * n, other * n + n);
  matrix.set(row, other * n);
  [right[one], right[other]] = [right[other], right[one]];
}

/**
 * Solves systems with one symmetric and positive definite matrix by its Cholesky factor (the same, 4.2): twice as fast, if there is one.
 * @param matrix n by n numbers row by row, of which those up to the diagonal count; it is used up
 * @param rights the right sides; they become the solutions
 * @returns whether the matrix is positive definite, as far as doubles can tell; if not, the right sides are as they were
 */
export function solveDefinite(matrix: Float64Array, ...rights: Float64Array[]): boolean {
  const n = rights[0].length;
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j <= i; j++) {
      const other = j * n;
      let sum = matrix[row + j];
      for (let k = 0; k < j; k++) sum -= matrix[row + k] * matrix[other + k];
      if (j < i) matrix[row + j] = sum / matrix[other + j];
      else if (sum > matrix[row + i] * n * Number.EPSILON) matrix[row + i] = Math.sqrt(sum);
      else return false;
    }
  }
  for (const right of rights) {
    for (let i = 0; i < n; i++) {
      let sum = right[i];
      for (let k = 0; k < i; k++) sum -= matrix[i * n + k] * right[k];
      right[i] = sum / matrix[i * n + i];
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = right[i];
      for (let k = i + 1; k < n; k++) sum -= matrix[k * n + i] * right[k];
      right[i] = sum / matrix[i * n + i];
    }
  }
  return true;
}
