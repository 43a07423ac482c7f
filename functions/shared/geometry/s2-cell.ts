import { positionOf } from './earth.ts';
import { Geometry, type Position } from './geometry.ts';

/**
 * Cells of Google's S2 grid: a cube's six faces, each a quadtree of 30 levels along a Hilbert curve (S2 Geometry, s2cell_id.h and
 * s2coords.h, quadratic projection).
 */

const LEVELS = 30;
const SIZE = 2 ** LEVELS;
/** For each orientation (bit 0: i and j swapped, bit 1: inverted) and step of the curve, the quarter that it is in (i, j as two bits). */
const QUARTERS = [
  [0, 1, 3, 2],
  [0, 2, 3, 1],
  [3, 2, 0, 1],
  [3, 1, 0, 2],
];
/** The change of orientation in each step of the Hilbert curve. */
const TURNS = [1, 0, 0, 3];

/** The corners of a cell as a polygon with geodesic edges; undefined if there is no such cell. */
export function s2CellPolygon(id: bigint): Geometry | undefined {
  const unsigned = BigInt.asUintN(64, id);
  const face = Number(unsigned >> 61n);
  const lowest = unsigned & -unsigned;
  const bit = unsigned === 0n ? -1 : lowest.toString(2).length - 1;
  if (face > 5 || bit < 0 || bit % 2 !== 0 || bit > 60) return undefined;
  const level = LEVELS - bit / 2;
  let [i, j, orientation] = [0, 0, face & 1];
  for (let step = 1; step <= level; step++) {
    const at = Number((unsigned >> BigInt(61 - 2 * step)) & 3n);
    const quarter = QUARTERS[orientation][at];
    i = 2 * i + (quarter >> 1);
    j = 2 * j + (quarter & 1);
    orientation ^= TURNS[at];
  }
  const cell = SIZE / 2 ** level;
  const corners = [
    [i, j],
    [i + 1, j],
    [i + 1, j + 1],
    [i, j + 1],
    [i, j],
  ].map(([a, b]) => cornerOf(face, a * cell, b * cell));
  return new Geometry({ type: 'Polygon', coordinates: [corners] });
}

/** The id of a token: hexadecimal digits, with the zeros at the end left out; undefined if it is malformed. */
export function s2TokenId(token: string): bigint | undefined {
  return /^[0-9a-f]{1,16}$/i.test(token) ? BigInt(`0x${token.padEnd(16, '0')}`) : undefined;
}

function cornerOf(face: number, i: number, j: number): Position {
  return positionOf(onFace(face, stretched(i / SIZE), stretched(j / SIZE)));
}

/** Converts a position along a face (0 to 1) to one on the cube (-1 to 1), such that cells have nearly the same area. */
function stretched(s: number): number {
  return s >= 0.5 ? (4 * s * s - 1) / 3 : (1 - 4 * (1 - s) * (1 - s)) / 3;
}

function onFace(face: number, u: number, v: number): [number, number, number] {
  switch (face) {
    case 0:
      return [1, u, v];
    case 1:
      return [-u, 1, v];
    case 2:
      return [-u, -v, 1];
    case 3:
      return [-1, -v, -u];
    case 4:
      return [v, -1, -u];
    default:
      return [v, u, -1];
  }
}
