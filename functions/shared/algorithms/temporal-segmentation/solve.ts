/** Solves A x = b by elimination with partial pivoting; A, row by row, and b are used up. Undefined where A has no inverse. */
export function solve(matrix: Float64Array, right: Float64Array): Float64Array | undefined {
  const size = right.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(matrix[row * size + column]) > Math.abs(matrix[pivot * size + column])) pivot = row;
    }
    const head = matrix[pivot * size + column];
    if (!(Math.abs(head) > 1e-12)) return undefined;
    if (pivot !== column) {
      for (let k = 0; k < size; k++) {
        const other = matrix[pivot * size + k];
        matrix[pivot * size + k] = matrix[column * size + k];
        matrix[column * size + k] = other;
      }
      [right[column], right[pivot]] = [right[pivot], right[column]];
    }
    for (let row = column + 1; row < size; row++) {
      const factor = matrix[row * size + column] / matrix[column * size + column];
      if (factor === 0) continue;
      for (let k = column; k < size; k++) matrix[row * size + k] -= factor * matrix[column * size + k];
      right[row] -= factor * right[column];
    }
  }
  const x = new Float64Array(size);
  for (let row = size - 1; row >= 0; row--) {
    let sum = right[row];
    for (let k = row + 1; k < size; k++) sum -= matrix[row * size + k] * x[k];
    x[row] = sum / matrix[row * size + row];
  }
  return x;
}
