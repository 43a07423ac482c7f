import type { TiffImage, TiffTag } from '@cogeotiff/core';

/** Tag values are numbers or arrays of them, whatever a file pleases to hold. */
export async function numbers(image: TiffImage, tag: TiffTag): Promise<number[]> {
  const value: unknown = image.has(tag as never) ? await image.fetch(tag as never) : undefined;
  if (typeof value === 'number') return [value];
  return Array.isArray(value) || ArrayBuffer.isView(value) ? Array.from(value as ArrayLike<number>, Number) : [];
}
