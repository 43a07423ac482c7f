/** A shift by columns and rows. */
export interface Shift {
  readonly x: number;
  readonly y: number;
}

/** All shifts by at most so many columns and rows, the nearest first: of equal correlations the shortest shift is taken. */
export function shiftsWithin(most: number): Shift[] {
  const shifts: Shift[] = [];
  for (let y = -most; y <= most; y++) for (let x = -most; x <= most; x++) shifts.push({ x, y });
  return shifts.sort((a, b) => a.x * a.x + a.y * a.y - (b.x * b.x + b.y * b.y));
}
