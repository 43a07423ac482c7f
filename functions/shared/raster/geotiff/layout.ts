import { Compression, Photometric, PlanarConfiguration, SubFileType, type TiffImage, TiffTag } from '@cogeotiff/core';
import { bytesPerSample } from '../samples.ts';
import type { Codec, Decompress } from './codec/codec.ts';
import { codecOf, openCodec } from './codec/codecs.ts';
import { GeoTiffError } from './geotiff-error.ts';
import { readEncoding, type SampleEncoding } from './sample-encoding.ts';
import { numbers } from './tag-values.ts';

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
/** Each band of an image costs some kilobytes of memory in each request. */
const MAX_BANDS = 10_000;
/** A block is decoded as a whole. */
const MAX_BLOCK_BYTES = 64 * 1024 * 1024;
/** Strips are read together until a block has this many bytes. */
const BLOCK_BYTES = 1024 * 1024;

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
  if (!(bandCount > 0 && bandCount <= MAX_BANDS)) {
    throw new GeoTiffError(
      `The TIFF has ${bandCount} bands: 1 to ${MAX_BANDS} can be read. Take a part of them: gdal_translate -b 1 -b 2 in.tif out.tif.`,
    );
  }
  const compression = await first(TiffTag.Compression, Compression.None);
  const encoding = await readEncoding(image);
  const codec = codecOf(compression);
  const predictor = await readPredictor(image, codec, encoding);
  const fillOrder = await first(TiffTag.FillOrder, 1);
  const photometric = await first(TiffTag.Photometric, Photometric.MinIsBlack);
  if (photometric === Photometric.Ycbcr && !codec.givesRgb) {
    throw new GeoTiffError(
      `TIFFs in YCbCr with the compression ${codec.name} are not supported. Convert the file: gdalwarp -co COMPRESS=DEFLATE -co TILED=YES in.tif out.tif.`,
    );
  }
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
  const blockBytes = rowBytes * segmentHeight * segmentsPerBlock;
  if (blockBytes > MAX_BLOCK_BYTES) {
    const together = bandCount > 1 && !separate;
    const shape = `${segmentWidth} x ${segmentHeight} pixels${together ? ` x ${bandCount} bands` : ''}`;
    throw new GeoTiffError(
      `The blocks of the TIFF are too large: ${shape}, ${Math.ceil(blockBytes / 2 ** 20)} MB each, and at most 64 MB can be read. Rewrite it with tiles: gdal_translate -co TILED=YES ${together ? '-co INTERLEAVE=BAND ' : ''}in.tif out.tif.`,
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
    decompress: await openCodec(codec, {
      image,
      width: segmentWidth,
      height: segmentHeight,
      samplesPerPixel: separate ? 1 : bandCount,
      encoding,
      photometric,
    }),
    reversedBits: fillOrder === 2 && codec.hasFillOrder,
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

async function readPredictor(image: TiffImage, codec: Codec, { bits, format }: SampleEncoding): Promise<1 | 2 | 3> {
  const predictor = (await numbers(image, TiffTag.Predictor))[0] ?? 1;
  if (!codec.predicted || predictor === 1) return 1;
  if (predictor === 2 && [8, 16, 32, 64].includes(bits)) return 2;
  if (predictor === 3 && format === 'float') return 3;
  throw new GeoTiffError(`The TIFF predictor ${predictor} over samples of ${bits} bits is not supported.`);
}
