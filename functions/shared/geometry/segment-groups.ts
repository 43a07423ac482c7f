import { cartesian, type Segment } from './segments.ts';

/** A piece of an outline in a ball in space that holds all of it. */
export interface Piece {
  readonly segment: Segment;
  /** Geocentric metres. */
  readonly centre: readonly [number, number, number];
  readonly radius: number;
}

/** Pieces in turn, and a ball that holds them. */
export interface SegmentGroup {
  readonly pieces: readonly Piece[];
  readonly centre: readonly [number, number, number];
  readonly radius: number;
}

const GROUP = 32;
const groups = new WeakMap<readonly Segment[], readonly SegmentGroup[]>();

/** Segments in groups, so that most of them need not be looked at one by one. */
export function groupsOf(segments: readonly Segment[]): readonly SegmentGroup[] {
  let known = groups.get(segments);
  if (known === undefined) {
    const pieces = segments.map(pieceOf);
    known = Array.from({ length: Math.ceil(pieces.length / GROUP) }, (_, i) =>
      groupOf(pieces.slice(i * GROUP, (i + 1) * GROUP)),
    );
    groups.set(segments, known);
  }
  return known;
}

function pieceOf(segment: Segment): Piece {
  const [a, b] = [cartesian(segment.from), cartesian(segment.to)];
  const centre = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2] as const;
  const half = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) / 2;
  // A geodesic bulges out of its chord, by no more than half the chord's length: then it goes half around the Earth.
  const bulge = half < 1e6 ? (half * half) / 1.2e7 : half * 1.1;
  return { segment, centre, radius: Math.hypot(half, bulge) };
}

function groupOf(pieces: readonly Piece[]): SegmentGroup {
  const mean = (k: number) => pieces.reduce((sum, piece) => sum + piece.centre[k], 0) / pieces.length;
  const centre = [mean(0), mean(1), mean(2)] as const;
  const radius = Math.max(
    ...pieces.map(
      (piece) =>
        Math.hypot(piece.centre[0] - centre[0], piece.centre[1] - centre[1], piece.centre[2] - centre[2]) +
        piece.radius,
    ),
  );
  return { pieces, centre, radius };
}
