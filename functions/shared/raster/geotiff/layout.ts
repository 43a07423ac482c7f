import { Compression, PlanarConfiguration, SampleFormat, SubFileType, type TiffImage, TiffTag } from '@cogeotiff/core';
import { bytesPerSample, type SampleType } from '../samples.ts';
import { type Decompress, decompressor } from './compression.ts';
import { GeoTiffError } from './geotiff-error.ts';

/** What the bits of a stored sample mean. */
export interface SampleEncoding {
  readonly bits: number;
  readonly format: 'uint' | 'int' | 'float';
  /** The type in memory: the narrowest that holds every value (64-bit integers become float64, exact up to 2^53). */
  readonly sampleType: SampleType;
}

/** How one image of a TIFF is cut into segments (tiles or strips), and how these are encoded. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly bandCount: number;
  readonly encoding: SampleEncoding;
  readonly segmentWidth: number;
  readonly segmentHeight: number;
  /** Segments across; one for strips. */
  readonly columns: number;
  readonly rows: number;
  /** Whether tiles are stored whole even where they reach over the image's edge; strips end with the image. */
  readonly tiled: boolean;
  /** Whether each band has segments of its own. */
  readonly separate: boolean;
  readonly predictor: 1 | 2 | 3;
  readonly decompress: Decompress;
  /** FillOrder 2: the bits of every stored byte run the other way. */
  readonly reversedBits: boolean;
  readonly littleEndian: boolean;
  /** Rows of segments that make one block of ours: strips are often a few lines high. */
  readonly segmentsPerBlock: number;
  /** The file has one uncompressed strip: rows can be read out of it, and `segmentHeight` is ours. */
  readonly splitStrip: boolean;
}

/** No raster in use is larger; the product of both must stay an exact number. */
const MAX_DIMENSION = 2 ** 31 - 1;
const MAX_BANDS = 65535;
const MAX_BLOCK_SAMPLES = 64 * 1024 * 1024;
/** Strips are read together until a block has this many bytes. */
const BLOCK_BYTES = 1024 * 1024;

/** Tag values are numbers or arrays of them, whatever a file pleases to hold. */
export async function numbers(image: TiffImage, tag: TiffTag): Promise<number[]> {
  const value: unknown = image.has(tag as never) ? await image.fetch(tag as never) : undefined;
  if (typeof value === 'number') return [value];
  return Array.isArray(value) || ArrayBuffer.isView(value) ? Array.from(value as ArrayLike<number>, Number) : [];
}

/**
 * Reads how an image is stored.
 * @throws GeoTiffError for dimensions that cannot be and encodings that are not supported.
 */
export async function readLayout(image: TiffImage): Promise<Layout> {
  const first = async (tag: TiffTag, missing: number) => (await numbers(image, tag))[0] ?? missing;
  const width = await first(TiffTag.ImageWidth, 0);
  const height = await first(TiffTag.ImageHeight, 0);
  const bandCount = await first(TiffTag.SamplesPerPixel, 1);
  if (!(width > 0 && width <= MAX_DIMENSION && height > 0 && height <= MAX_DIMENSION)) {
    throw new GeoTiffError(`The TIFF has impossible dimensions: ${width} x ${height}.`);
  }
  if (!(bandCount > 0 && bandCount <= MAX_BANDS)) throw new GeoTiffError(`The TIFF has ${bandCount} bands.`);
  const compression = await first(TiffTag.Compression, Compression.None);
  const encoding = await readEncoding(image);
  const predictor = await readPredictor(image, compression, encoding);
  const fillOrder = await first(TiffTag.FillOrder, 1);
  if ((await first(TiffTag.Photometric, 1)) === 6) throw new GeoTiffError('TIFFs in YCbCr are not supported.');
  const tiled = image.has(TiffTag.TileWidth);
  const separate = bandCount > 1 && (await first(TiffTag.PlanarConfiguration, 1)) === PlanarConfiguration.Separate;
  const segmentWidth = tiled ? await first(TiffTag.TileWidth, 0) : width;
  const stripRows = Math.min(await first(TiffTag.RowsPerStrip, height), height);
  const storedHeight = tiled ? await first(TiffTag.TileHeight, 0) : stripRows;
  if (!(segmentWidth > 0 && segmentWidth <= MAX_DIMENSION && storedHeight > 0 && storedHeight <= MAX_DIMENSION)) {
    throw new GeoTiffError(`The TIFF has impossible blocks: ${segmentWidth} x ${storedHeight}.`);
  }
  const rowBytes = segmentWidth * (separate ? 1 : bandCount) * bytesPerSample(encoding.sampleType);
  const rowsPerBlock = Math.max(1, Math.floor(BLOCK_BYTES / rowBytes));
  const splitStrip =
    !tiled && compression === Compression.None && storedHeight === height && storedHeight > rowsPerBlock;
  const segmentHeight = splitStrip ? rowsPerBlock : storedHeight;
  const rows = Math.ceil(height / segmentHeight);
  const segmentsPerBlock =
    tiled || splitStrip ? 1 : Math.min(rows, Math.max(1, Math.floor(rowsPerBlock / segmentHeight)));
  const samples = segmentWidth * segmentHeight * (separate ? 1 : bandCount);
  if (samples > MAX_BLOCK_SAMPLES) {
    throw new GeoTiffError(
      `The blocks of the TIFF are too large: ${segmentWidth} x ${segmentHeight} x ${bandCount} samples. Rewrite it with tiles.`,
    );
  }
  return {
    width,
    height,
    bandCount,
    encoding,
    segmentWidth,
    segmentHeight,
    columns: Math.ceil(width / segmentWidth),
    rows,
    tiled,
    separate,
    predictor,
    decompress: decompressor(compression),
    reversedBits: fillOrder === 2,
    littleEndian: image.tiff.isLittleEndian,
    segmentsPerBlock,
    splitStrip,
  };
}

/** Whether the image is a smaller version of another, and whether it is a mask. */
export async function roleOf(image: TiffImage): Promise<{ reduced: boolean; mask: boolean }> {
  const type = (await numbers(image, TiffTag.SubFileType))[0] ?? 0;
  return { reduced: (type & SubFileType.ReducedImage) !== 0, mask: (type & SubFileType.Mask) !== 0 };
}

async function readEncoding(image: TiffImage): Promise<SampleEncoding> {
  const allBits = await numbers(image, TiffTag.BitsPerSample);
  const formats = await numbers(image, TiffTag.SampleFormat);
  if (new Set(allBits).size > 1 || new Set(formats).size > 1) {
    throw new GeoTiffError('TIFFs whose bands have different sample types are not supported.');
  }
  const bits = allBits[0] ?? 1;
  const format = formats[0] ?? SampleFormat.Uint;
  switch (format) {
    // GDAL takes "undefined" for unsigned integers too.
    case SampleFormat.Uint:
    case SampleFormat.Void:
      if (bits === 64) return { bits, format: 'uint', sampleType: 'float64' };
      if (bits >= 1 && bits <= 32)
        return { bits, format: 'uint', sampleType: bits <= 8 ? 'uint8' : bits <= 16 ? 'uint16' : 'uint32' };
      break;
    case SampleFormat.Int:
      if (bits === 64) return { bits, format: 'int', sampleType: 'float64' };
      if (bits === 8 || bits === 16 || bits === 32) return { bits, format: 'int', sampleType: `int${bits}` };
      break;
    case SampleFormat.Float:
      if (bits === 16 || bits === 32) return { bits, format: 'float', sampleType: 'float32' };
      if (bits === 64) return { bits, format: 'float', sampleType: 'float64' };
      break;
  }
  throw new GeoTiffError(`TIFF samples of ${bits} bits in format ${format} are not supported.`);
}

async function readPredictor(
  image: TiffImage,
  compression: number,
  { bits, format }: SampleEncoding,
): Promise<1 | 2 | 3> {
  const predictor = (await numbers(image, TiffTag.Predictor))[0] ?? 1;
  // Only these codecs have predictors; writers leave the tag beside others, and libtiff ignores it there.
  const predicted = [Compression.Lzw, Compression.DeflateOther, Compression.Deflate, Compression.Zstd].includes(
    compression,
  );
  if (!predicted || predictor === 1) return 1;
  if (predictor === 2 && [8, 16, 32, 64].includes(bits)) return 2;
  if (predictor === 3 && format === 'float') return 3;
  throw new GeoTiffError(`The TIFF predictor ${predictor} over samples of ${bits} bits is not supported.`);
}
