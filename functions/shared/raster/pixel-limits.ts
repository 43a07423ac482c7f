import type { Projection } from './projection.ts';

/** The smallest and the largest pixels, in metres: finer than coordinates are known, and some times as large as the Earth. */
const FINEST = 1e-9;
const COARSEST = 1e9;
/** The largest columns and rows that are still exact to a hundredth of a pixel. */
const FARTHEST = 2 ** 46;

/** Why no pixels of that size can be computed; undefined if they can. */
export function scaleProblem(meters: number): string | undefined {
  if (!(meters > 0)) return `must be positive. Got ${meters}.`;
  if (meters >= FINEST && meters <= COARSEST) return undefined;
  return `must be between ${FINEST} and ${COARSEST} metres. Got ${meters}.`;
}

/** Why the pixels of a projection cannot be computed; undefined if they can. */
export function transformProblem({ crs, transform }: Projection): string | undefined {
  const [a, b, c, d, e, f] = transform;
  if (!transform.every(Number.isFinite)) return 'must be a list of 6 numbers.';
  const sides = [Math.hypot(a, d), Math.hypot(b, e)];
  if (a * e - b * d === 0 && sides.every((side) => side === 0 || scaleProblem(side * crs.metersPerUnit) === undefined))
    return 'cannot be inverted.';
  for (const side of sides) {
    const problem = scaleProblem(side * crs.metersPerUnit);
    if (problem !== undefined) return `has pixels of an impossible size, which ${problem}`;
  }
  const shear = Math.abs(a * e - b * d) / (sides[0] * sides[1]);
  if (!(shear > 1e-9)) return 'cannot be inverted.';
  if (Math.max(Math.abs(c), Math.abs(f)) / (Math.min(...sides) * shear) < FARTHEST) return undefined;
  return `has its origin too far away: [${c}, ${f}].`;
}
