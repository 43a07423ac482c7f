import { Photometric, type TiffImage, TiffTag } from '@cogeotiff/core';
import { numbers } from './tag-values.ts';

export type ColorInterpretation = 'gray' | 'red' | 'green' | 'blue' | 'palette' | 'alpha' | 'undefined';

/** What the bands are for a viewer, as GDAL tells it: by the photometric tag and, for bands beyond it, ExtraSamples (1 and 2 are alpha). */
export async function readColors(image: TiffImage, bandCount: number): Promise<ColorInterpretation[]> {
  const photometric = (await numbers(image, TiffTag.Photometric))[0] ?? Photometric.MinIsBlack;
  const extra = await numbers(image, TiffTag.ExtraSamples);
  const main: ColorInterpretation[] =
    photometric === Photometric.Rgb || photometric === Photometric.Ycbcr
      ? ['red', 'green', 'blue']
      : photometric === Photometric.Palette
        ? ['palette']
        : photometric <= Photometric.MinIsBlack
          ? ['gray']
          : [];
  const firstExtra = bandCount - extra.length;
  return Array.from({ length: bandCount }, (_, band) => {
    const kind = band >= firstExtra ? extra[band - firstExtra] : undefined;
    if (kind === 1 || kind === 2) return 'alpha';
    return main[band] ?? 'undefined';
  });
}

/** More colours are no classes. */
const MAX_COLORS = 256;

/**
 * The colours of the ColorMap, hexadecimal RRGGBB, from the value 0 on; undefined if there is none, or one of more colours than classes
 * have. Black ones at the end are left out: writers fill the map with them.
 */
export async function readPalette(image: TiffImage): Promise<readonly string[] | undefined> {
  if (((await numbers(image, TiffTag.Photometric))[0] ?? -1) !== Photometric.Palette) return undefined;
  const map = await numbers(image, TiffTag.ColorMap);
  const count = map.length / 3;
  if (!Number.isInteger(count) || count === 0 || count > MAX_COLORS) return undefined;
  // Colours have 16 bits, but for those of some writers.
  const shift = map.every((value) => value < 256) ? 0 : 8;
  const hex = (value: number) => (value >> shift).toString(16).padStart(2, '0');
  const colors = Array.from(
    { length: count },
    (_, i) => hex(map[i]!) + hex(map[count + i]!) + hex(map[2 * count + i]!),
  );
  const last = colors.findLastIndex((color) => color !== '000000');
  return last < 0 ? undefined : colors.slice(0, last + 1);
}
