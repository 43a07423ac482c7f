/**
 * The lower triangle L with L Lᵀ = A of a symmetric matrix, row by row; undefined if the matrix is not positive definite (within
 * rounding: a pivot that is less than 1e-12 of its diagonal).
 */
export function choleskyFactor(matrix: Float64Array, size: number): Float64Array | undefined {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column];
      for (let k = 0; k < column; k++) sum -= factor[row * size + k] * factor[column * size + k];
      if (row > column) factor[row * size + column] = sum / factor[column * size + column];
      else if (sum > 1e-12 * matrix[row * size + row]) factor[row * size + row] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return factor;
}

/** Solves L x = b in place for a lower triangle, b being `size` numbers from `start`: its length is then the Mahalanobis distance. */
export function whiten(factor: Float64Array, values: Float64Array, start: number, size: number): void {
  for (let row = 0; row < size; row++) {
    let sum = values[start + row];
    for (let k = 0; k < row; k++) sum -= factor[row * size + k] * values[start + k];
    values[start + row] = sum / factor[row * size + row];
  }
}

/** Means of columns over some rows. */
export function meansOf(columns: readonly Float64Array[], rows: ArrayLike<number>): Float64Array {
  return Float64Array.from(columns, (column) => {
    let sum = 0;
    for (let i = 0; i < rows.length; i++) sum += column[rows[i]];
    return sum / rows.length;
  });
}

/** Covariances of columns over some rows, divided by one less than their number. */
export function covariancesOf(
  columns: readonly Float64Array[],
  rows: ArrayLike<number>,
  means: Float64Array,
): Float64Array {
  const size = columns.length;
  const matrix = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let i = 0; i < rows.length; i++) {
        sum += (columns[a][rows[i]] - means[a]) * (columns[b][rows[i]] - means[b]);
      }
      matrix[a * size + b] = sum / (rows.length - 1);
      matrix[b * size + a] = matrix[a * size + b];
    }
  }
  return matrix;
}
