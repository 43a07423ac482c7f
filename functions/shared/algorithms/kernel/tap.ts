/** A weight that is not 0, and where it lies from the pixel in question: columns to the right, rows downwards. */
export interface Tap {
  readonly x: number;
  readonly y: number;
  readonly weight: number;
}
