import { Matrix } from 'ml-matrix';

/**
 * The full QR decomposition by Householder's reflections (Golub and Van Loan, Matrix Computations, 5.2.1): Q is square. The
 * reflections take the sign that cancels nothing, so that R's diagonal has the sign opposite to the columns'.
 */
export function householder(input: Matrix): { Q: Matrix; R: Matrix } {
  const { rows, columns } = input;
  const r = input.clone();
  const q = Matrix.eye(rows);
  for (let k = 0; k < Math.min(rows, columns); k++) {
    const column = Array.from({ length: rows }, (_, i) => (i < k ? 0 : r.get(i, k)));
    const norm = Math.sqrt(column.reduce((sum, x) => sum + x * x, 0));
    if (norm === 0) continue;
    const alpha = column[k] > 0 ? -norm : norm;
    const v = column.with(k, column[k] - alpha);
    reflect(r, v);
    // Exactly what the reflection makes it, not what rounding leaves.
    for (let i = k; i < rows; i++) r.set(i, k, i === k ? alpha : 0);
    reflect(q, v);
  }
  return { Q: q.transpose(), R: r };
}

/** M − 2 v (v′ M) / (v′ v), in place. */
function reflect(m: Matrix, v: readonly number[]): void {
  const scale = 2 / v.reduce((sum, x) => sum + x * x, 0);
  for (let j = 0; j < m.columns; j++) {
    let product = 0;
    for (let i = 0; i < m.rows; i++) product += v[i] * m.get(i, j);
    for (let i = 0; i < m.rows; i++) m.set(i, j, m.get(i, j) - scale * product * v[i]);
  }
}
