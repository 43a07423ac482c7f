import { gaussian, gaussianReach } from './gaussian.ts';

/** How far an edge depends on what is around it, in pixels: the filter, the derivatives, and the neighbours' magnitudes. */
export function cannyReach(sigma: number): number {
  return gaussianReach(sigma) + 2;
}

/**
 * The magnitude of the gradient at edges, 0 elsewhere (J. Canny, A Computational Approach to Edge Detection, 1986): a Gaussian filter, Sobel's
 * derivatives (the sum of weights 1, 2, 1 on either side, not divided), and of the pixels along the gradient only the highest. Magnitudes
 * between neighbours are interpolated, as scikit-image does; of two equal ones the first along the gradient counts. Pixels beside invalid
 * ones or the border are no edges.
 * @param threshold magnitudes must be higher
 */
export function canny(
  values: ArrayLike<number>,
  valid: Uint8Array,
  width: number,
  height: number,
  threshold: number,
  sigma: number,
): Float64Array {
  const smooth = gaussian(values, valid, width, height, sigma);
  const [across, down] = [new Float64Array(smooth.length), new Float64Array(smooth.length)];
  const magnitude = new Float64Array(smooth.length);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1, i = y * width + 1; x < width - 1; x++, i++) {
      const [above, below] = [i - width, i + width];
      if (
        !(valid[above - 1] & valid[above] & valid[above + 1] & valid[i - 1] & valid[i] & valid[i + 1]) ||
        !(valid[below - 1] & valid[below] & valid[below + 1])
      )
        continue;
      const corners = smooth[below + 1] - smooth[above - 1];
      const others = smooth[above + 1] - smooth[below - 1];
      across[i] = corners + others + 2 * (smooth[i + 1] - smooth[i - 1]);
      down[i] = corners - others + 2 * (smooth[below] - smooth[above]);
      magnitude[i] = Math.hypot(across[i], down[i]);
    }
  }
  const edges = new Float64Array(smooth.length);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1, i = y * width + 1; x < width - 1; x++, i++) {
      const here = magnitude[i];
      if (!(here > threshold)) continue;
      const [gx, gy] = [across[i], down[i]];
      const [sideways, along] = [gx < 0 ? -1 : 1, gy < 0 ? -width : width];
      const steep = Math.abs(gy) > Math.abs(gx);
      const straight = steep ? along : sideways;
      const share = steep ? Math.abs(gx / gy) : Math.abs(gy / gx);
      const diagonal = sideways + along;
      const ahead = magnitude[i + diagonal] * share + magnitude[i + straight] * (1 - share);
      const behind = magnitude[i - diagonal] * share + magnitude[i - straight] * (1 - share);
      if (here >= ahead && here > behind) edges[i] = here;
    }
  }
  return edges;
}
