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
