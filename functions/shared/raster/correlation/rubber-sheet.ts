import type { Match } from './match.ts';

/** Displacements at the nodes of a lattice, row by row, and how sure they are: 0 to 1. */
export interface Sheet {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly confidence: Float64Array;
}

/** How far nodes look at others to find outliers, and to be smoothed, in nodes. */
const JUDGED_BY = 1;
const SMOOTHED_BY = 2;

/** Nodes that are needed around those whose displacement counts. */
export const SHEET_MARGIN = JUDGED_BY + SMOOTHED_BY;

/**
 * A smooth sheet of displacements: matches that are too far from the median of their neighbours are left out, and all are means of those around them,
 * by correlation and a Gaussian bell. Where nothing matches, nothing is displaced, for sure 0.
 * @param stiffness from 0 to 10: the higher, the fewer outliers are accepted, and the smoother the sheet
 * @param most the largest displacement
 */
export function sheetOf(
  matches: readonly (Match | undefined)[],
  across: number,
  stiffness: number,
  most: number,
): Sheet {
  const down = matches.length / across;
  const tolerance = 0.5 + (1 - stiffness / 10) * most;
  const accepted = matches.map((match, i) => {
    if (match === undefined) return undefined;
    const near = neighborsOf(i, across, down, JUDGED_BY).flatMap((j) => matches[j] ?? []);
    const away = Math.hypot(match.x - median(near.map(({ x }) => x)), match.y - median(near.map(({ y }) => y)));
    return away <= tolerance ? match : undefined;
  });
  const width = 0.5 + stiffness / 10;
  const sheet: Sheet = {
    x: new Float64Array(matches.length),
    y: new Float64Array(matches.length),
    confidence: new Float64Array(matches.length),
  };
  for (let i = 0; i < matches.length; i++) {
    let [weights, x, y, sure, all] = [0, 0, 0, 0, 0];
    for (const j of neighborsOf(i, across, down, SMOOTHED_BY)) {
      const distance = ((i % across) - (j % across)) ** 2 + (Math.floor(i / across) - Math.floor(j / across)) ** 2;
      const bell = Math.exp(-distance / (2 * width * width));
      all += bell;
      const match = accepted[j];
      if (match === undefined) continue;
      const weight = bell * match.correlation;
      weights += weight;
      x += weight * match.x;
      y += weight * match.y;
      sure += bell * match.correlation;
    }
    if (weights === 0) continue;
    sheet.x[i] = x / weights;
    sheet.y[i] = y / weights;
    sheet.confidence[i] = accepted[i]?.correlation ?? sure / all;
  }
  return sheet;
}

function neighborsOf(node: number, across: number, down: number, reach: number): number[] {
  const [column, row] = [node % across, Math.floor(node / across)];
  const found: number[] = [];
  for (let y = Math.max(0, row - reach); y <= Math.min(down - 1, row + reach); y++) {
    for (let x = Math.max(0, column - reach); x <= Math.min(across - 1, column + reach); x++)
      found.push(y * across + x);
  }
  return found;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
