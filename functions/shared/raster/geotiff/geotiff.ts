import { type Tag, type TiffImage, TiffTag } from '@cogeotiff/core';
import type { Affine } from '../affine.ts';
import type { Crs } from '../crs/crs.ts';
import { type Allocate, allocateSamples, type SampleArray, type SampleType } from '../samples.ts';
import { type ColorInterpretation, readColors, readPalette } from './colors.ts';
import { readDirectories } from './directories.ts';
import { type BandMetadata, readBandMetadata, readOverviewResampling } from './gdal-metadata.ts';
import { isPixelIsPoint, readCrs } from './geo-keys.ts';
import { readAffine } from './georeference.ts';
import { GeoTiffError } from './geotiff-error.ts';
import { HeaderSource } from './header-source.ts';
import { readLayout, roleOf } from './layout.ts';
import { TiffLevel } from './level.ts';
import { readMask } from './mask.ts';
import type { RangeSource } from './range-source.ts';

export { GeoTiffError } from './geotiff-error.ts';
export { memorySource, type RangeSource } from './range-source.ts';

/** A level of the pyramid. Blocks are tiles, or as many strips as make about a megabyte. */
export interface Level {
  readonly width: number;
  readonly height: number;
  readonly blockWidth: number;
  readonly blockHeight: number;
  /** Blocks across and down. */
  readonly columns: number;
  readonly rows: number;
  /** Whether the file has tiles, rather than strips. */
  readonly tiled: boolean;
  /** Whether it has a mask beside it. */
  readonly hasMask: boolean;
  /** Pixels of the full image a pixel of this level, across: 1, 2, 4, … (width over width, hence perhaps 1.99). */
  readonly scale: number;
}

/** A decoded block, clipped to the level: `width * height` samples a band, row by row. */
export interface Block {
  readonly width: number;
  readonly height: number;
  /** One array for each band that was asked for. */
  readonly bands: SampleArray[];
  /** From the file's mask, if it has one: 1 where pixels are valid, 0 where not. */
  readonly mask: Uint8Array | undefined;
}

/** An open GeoTIFF: what its header says, and its pixels by blocks. Nothing of the pixels is kept: see `BlockCache`. */
export interface GeoTiff {
  /** The source's identity. */
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly bandCount: number;
  readonly sampleType: SampleType;
  /** Undefined for files that are not placed by an affine transform. */
  readonly affine: Affine | undefined;
  /** Read when it is asked for: the file's own may be unknown, and not needed. @throws CrsError */
  readonly crs: Crs | undefined;
  /** Rounded to float32 where the samples are; NaN is possible. */
  readonly nodata: number | undefined;
  readonly bands: readonly BandMetadata[];
  /** How the overviews were computed, in GDAL's words (`AVERAGE`), if the file says that. */
  readonly overviewResampling: string | undefined;
  readonly colors: readonly ColorInterpretation[];
  /** The colours of a palette, hexadecimal RRGGBB, from the value 0 on; undefined if the file has none of 256 colours or fewer. */
  palette(): Promise<readonly string[] | undefined>;
  readonly hasMask: boolean;
  /** Whether each band is stored apart: then reading one costs one, else as much as all. */
  readonly separate: boolean;
  /** From the full size to the coarsest. */
  readonly levels: readonly Level[];
  /**
   * Reads and decodes one block, with its mask.
   * @param bands counted from zero; all of them unless given
   * @param allocate gives the arrays of samples
   * @returns undefined for a block of nodata that a sparse file does not store (if there is no nodata, such a block is zero)
   * @throws GeoTiffError when the block is damaged
   */
  readBlock(
    level: number,
    column: number,
    row: number,
    bands?: readonly number[],
    signal?: AbortSignal,
    allocate?: Allocate,
  ): Promise<Block | undefined>;
}

/** The metadata of a file with ten thousand bands stay below this. */
const MAX_TEXT = 16 * 1024 * 1024;

/**
 * Opens a TIFF: reads its directories (usually one request of 16 KB) and checks that all of it can be read.
 * @throws GeoTiffError for damaged files and what is not supported.
 */
export async function openGeoTiff(source: RangeSource): Promise<GeoTiff> {
  const header = new HeaderSource(source);
  try {
    return await open(source, header);
  } catch (cause) {
    if (cause instanceof GeoTiffError) throw cause;
    if (header.failure !== undefined) throw header.failure;
    // The rest are complaints of the parser, and values of the wrong type or size.
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GeoTiffError(`The TIFF header cannot be read: ${reason}.`, { cause });
  }
}

async function open(source: RangeSource, header: HeaderSource): Promise<GeoTiff> {
  const images = await readDirectories(header);
  const main = images[0];
  if (!main) throw new GeoTiffError('The TIFF has no image.');
  const { levels, masks } = await readPyramid(source, header, images);
  const { layout } = levels[0]!;
  const { width, height, bandCount, encoding } = layout;
  const text = async (tag: TiffTag) => readText(header, main.tags.get(tag));
  const nodata = parseNodata(await text(TiffTag.GdalNoData), encoding.sampleType);
  const metadata = await text(TiffTag.GdalMetadata);
  const allBands = Array.from({ length: bandCount }, (_, band) => band);
  return {
    url: source.url,
    width,
    height,
    bandCount,
    sampleType: encoding.sampleType,
    affine: await readAffine(main, isPixelIsPoint(main.tagsGeo)),
    get crs() {
      return readCrs(main.tagsGeo);
    },
    nodata,
    bands: readBandMetadata(metadata, bandCount),
    overviewResampling: readOverviewResampling(metadata),
    colors: await readColors(main, bandCount),
    palette: () => readPalette(main),
    hasMask: masks.some((mask) => mask !== undefined),
    separate: layout.separate,
    levels: levels.map((level, number) => ({
      width: level.layout.width,
      height: level.layout.height,
      blockWidth: level.blockWidth,
      blockHeight: level.blockHeight,
      columns: level.columns,
      rows: level.rows,
      tiled: level.layout.tiled,
      hasMask: masks[number] !== undefined,
      scale: width / level.layout.width,
    })),
    async readBlock(number, column, row, bands = allBands, signal, allocate) {
      const level = levels[number];
      if (!level) throw new RangeError(`The TIFF has no level ${number}.`);
      const missing = bands.find((band) => !(band >= 0 && band < bandCount));
      if (missing !== undefined) throw new RangeError(`The TIFF has no band ${missing}.`);
      const window = level.window(column, row);
      const [samples, mask] = await Promise.all([
        level.read(column, row, bands, nodata ?? 0, signal, allocate),
        masks[number] && readMask(masks[number], window, signal),
      ]);
      const { width, height } = window;
      if (samples) return { width, height, bands: samples, mask };
      // Without a value that means "no data", what is not stored is zero.
      if (nodata !== undefined) return undefined;
      return { width, height, bands: bands.map(() => allocateSamples(encoding.sampleType, width * height)), mask };
    },
  };
}

/** The full image, its overviews from fine to coarse, and beside each its mask. */
async function readPyramid(source: RangeSource, header: HeaderSource, images: readonly TiffImage[]) {
  const open = async (image: TiffImage) => new TiffLevel(source, header, image, await readLayout(image));
  const levels = [await open(images[0]!)];
  const masks: TiffLevel[] = [];
  const full = levels[0]!.layout;
  for (const image of images.slice(1)) {
    const role = await roleOf(image);
    if (role.mask) masks.push(await open(image));
    else if (role.reduced) levels.push(await open(image));
  }
  const pyramid = levels
    .filter(
      ({ layout }) => layout.bandCount === full.bandCount && layout.encoding.sampleType === full.encoding.sampleType,
    )
    .sort((one, other) => other.layout.width - one.layout.width);
  const maskOf = ({ layout }: TiffLevel) =>
    masks.find((mask) => mask.layout.width === layout.width && mask.layout.height === layout.height);
  return { levels: pyramid, masks: pyramid.map(maskOf) };
}

/** A tag's text: UTF-8, in the file or already in the header that was read. */
async function readText(header: HeaderSource, tag: Tag | undefined): Promise<string> {
  if (!tag) return '';
  const bytes =
    tag.type === 'lazy'
      ? Buffer.from(await header.fetch(tag.dataOffset, Math.min(tag.count, MAX_TEXT)))
      : Buffer.from(String(tag.value), 'latin1');
  return bytes.toString('utf8').replace(/\0+$/, '');
}

/** The text of GDAL's tag. Infinities and NaN are written by C programs: "-inf", "1.#INF", "nan", "-nan(ind)". */
function parseNodata(text: string, type: SampleType): number | undefined {
  const word = text.trim().toLowerCase();
  if (word === '') return undefined;
  const value = SPECIAL.find(([pattern]) => pattern.test(word))?.[1] ?? Number(word);
  if (Number.isNaN(value) && !SPECIAL[0]![0].test(word)) return undefined;
  const single = Math.fround(value);
  return type === 'float32' && Number.isFinite(single) ? single : value;
}

const SPECIAL: readonly [RegExp, number][] = [
  [/^[+-]?(nan|1\.#(qnan|snan|ind))/, Number.NaN],
  [/^\+?(inf|1\.#inf)/, Number.POSITIVE_INFINITY],
  [/^-(inf|1\.#inf)/, Number.NEGATIVE_INFINITY],
];
