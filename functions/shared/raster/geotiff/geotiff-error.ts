/** A file that is not a TIFF, is damaged, or uses a part of the format that Terrane does not read; the message says which. */
export class GeoTiffError extends Error {
  override readonly name = 'GeoTiffError';
}
