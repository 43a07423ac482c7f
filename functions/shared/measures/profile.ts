/** What one kind of work has cost in the course of a request. */
export interface ProfileRow {
  /** What was done: `Algorithm Image.add`, `Loading assets: A/B`, `(plumbing)`. */
  readonly description: string;
  /** Seconds of processor time: what Earth Engine calls EECU-seconds. */
  readonly seconds: number;
  /** The most bytes that were held at a time. */
  readonly peakBytes: number;
  /** How often it was done. */
  readonly count: number;
}

/** Whatever serves all others: reading expressions, waiting, writing replies. */
export const PLUMBING = '(plumbing)';

/** Kinds of work of a profile: those that cost less are put together. */
const MOST_ROWS = 300;
const OTHERS = '(others)';

/** Rows with one for each description: times and counts add up, and peaks, of work that was done one after the other, are the highest of them. */
export function mergedRows(rows: Iterable<ProfileRow>): ProfileRow[] {
  const merged = new Map<string, ProfileRow>();
  for (const row of rows) {
    const known = merged.get(row.description);
    merged.set(row.description, known ? sumOf(known, row) : row);
  }
  const sorted = [...merged.values()].sort((a, b) => b.seconds - a.seconds);
  if (sorted.length <= MOST_ROWS) return sorted;
  const others = sorted.slice(MOST_ROWS - 1).reduce(sumOf);
  return [...sorted.slice(0, MOST_ROWS - 1), { ...others, description: OTHERS }];
}

function sumOf(a: ProfileRow, b: ProfileRow): ProfileRow {
  return {
    description: a.description,
    seconds: a.seconds + b.seconds,
    peakBytes: Math.max(a.peakBytes, b.peakBytes),
    count: a.count + b.count,
  };
}
