import { seededRandom } from './random.ts';
import type { Samples } from './samples.ts';

/** Samples from rows whose last number is the target. */
export function samplesOf(rows: readonly (readonly number[])[]): Samples {
  const width = rows[0].length - 1;
  return {
    columns: Array.from({ length: width }, (_, input) => Float64Array.from(rows, (row) => row[input])),
    targets: Float64Array.from(rows, (row) => row[width]),
  };
}

/** Points around centres, the number of the centre being the target. */
export function blobs(centres: readonly (readonly number[])[], perCentre: number, radius: number, seed = 1): Samples {
  const random = seededRandom(seed);
  return samplesOf(
    centres.flatMap((centre, label) =>
      Array.from({ length: perCentre }, () => [
        ...centre.map((value) => value + (2 * random.uniform() - 1) * radius),
        label,
      ]),
    ),
  );
}

/** Counts no work. */
export const free = (): void => undefined;
