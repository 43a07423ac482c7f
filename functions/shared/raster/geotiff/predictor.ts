import { placeOfRows } from '../float-planes.ts';

/**
 * Undoes the floating point predictor (Adobe's technical note 3) on rows of `samples` values of `bytes` bytes: differences of bytes at a
 * distance of `stride`, then planes of bytes, the highest first, are put together in little-endian order, whatever the file's order.
 *
 * @param data whole rows; changed
 * @param stride samples a pixel
 */
export function undoFloatingPoint(data: Uint8Array, samples: number, bytes: number, stride: number): void {
  const place = placeOfRows(data, samples, bytes);
  if (place) {
    place.code.floatSums(place.at, place.rows, samples, stride);
    return;
  }
  const rowBytes = samples * bytes;
  const row = new Uint8Array(rowBytes);
  for (let start = 0; start + rowBytes <= data.length; start += rowBytes) {
    row.set(data.subarray(start, start + rowBytes));
    for (let i = stride; i < rowBytes; i++) row[i] = row[i]! + row[i - stride]!;
    if (bytes === 4) {
      for (let i = 0, at = start; i < samples; i++) {
        data[at++] = row[3 * samples + i]!;
        data[at++] = row[2 * samples + i]!;
        data[at++] = row[samples + i]!;
        data[at++] = row[i]!;
      }
    } else {
      for (let i = 0, at = start; i < samples; i++) {
        for (let plane = bytes - 1; plane >= 0; plane--) data[at++] = row[plane * samples + i]!;
      }
    }
  }
}
