/** A coordinate reference system that cannot be read, is not known, or cannot be written in the asked form. */
export class CrsError extends Error {
  override readonly name = 'CrsError';
}
