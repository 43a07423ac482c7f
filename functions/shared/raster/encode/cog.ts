import type { Affine } from '../affine.ts';
import type { Crs } from '../crs/crs.ts';
import { writeGdalMetadata } from '../geotiff/gdal-metadata.ts';
import { bytesPerSample, type SampleType } from '../samples.ts';
import { encodeGeoKeys } from './geo-keys.ts';
import {
  directorySize,
  fileHeaderSize,
  type TagValue,
  type TiffForm,
  writeDirectory,
  writeFileHeader,
} from './tiff-directory.ts';

/** A compressed tile in a part: where it belongs, and how many bytes it has. */
export interface StoredTile {
  /** 0 is the full size. */
  readonly level: number;
  readonly column: number;
  readonly row: number;
  readonly byteCount: number;
}

/** The description of a Cloud Optimized GeoTIFF, from which its header is made. */
export interface CogDescription {
  readonly sampleType: SampleType;
  readonly bandCount: number;
  /** Pixels, a multiple of 16. */
  readonly tileSize: number;
  readonly affine: Affine;
  readonly crs: Crs | undefined;
  readonly nodata: number | undefined;
  /** Descriptions of the bands. */
  readonly bandNames: readonly string[];
  /** How the overviews were computed, in GDAL's words (`AVERAGE`). */
  readonly overviewResampling?: string | undefined;
  /** The TIFF predictor of the encoded tiles: see `encodeTile`. */
  readonly predictor: 1 | 2 | 3;
  /** The full size first, then the overviews down to the coarsest. */
  readonly levels: readonly { readonly width: number; readonly height: number }[];
  /**
   * The tiles in the order in which they follow the header; they are gone through once. Overviews should come before the full size, the coarsest first.
   * A tile that is not there is sparse: nodata, or zero.
   */
  readonly tiles: Iterable<StoredTile>;
}

export interface CogHeader {
  /** The bytes that precede the parts. */
  readonly header: Uint8Array;
  /** Bytes of the whole file. */
  readonly size: number;
  readonly bigTiff: boolean;
}

const TAG = {
  newSubfileType: 254,
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  samplesPerPixel: 277,
  planarConfiguration: 284,
  predictor: 317,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  extraSamples: 338,
  sampleFormat: 339,
  modelPixelScale: 33550,
  modelTiePoint: 33922,
  modelTransformation: 34264,
  geoKeyDirectory: 34735,
  geoDoubleParams: 34736,
  geoAsciiParams: 34737,
  gdalMetadata: 42112,
  gdalNodata: 42113,
} as const;

const DEFLATE = 8;
const REDUCED_IMAGE = 1;
const MIN_IS_BLACK = 1;
const MAX_CLASSIC = 2 ** 32 - 1;

/**
 * GDAL's note on the layout, between header and directories. Our tiles have no leaders and trailers with their sizes, and may come in any
 * order, so the note claims only the properties that hold. GDAL overwrites the last blank with the S of YES when it spoils the layout.
 */
const LAYOUT = 'LAYOUT=IFDS_BEFORE_DATA\nKNOWN_INCOMPATIBLE_EDITION=NO\n ';
const GHOST = `GDAL_STRUCTURAL_METADATA_SIZE=${String(LAYOUT.length).padStart(6, '0')} bytes\n${LAYOUT}`;

/**
 * Lays out a Cloud Optimized GeoTIFF whose pixels are there already, in parts: the header is all that has to be written, and file = header + parts,
 * put together without reading a tile. Directories come first, the full size's before those of the overviews; BigTIFF
 * beyond 4 GB.
 * @throws RangeError when a tile lies outside its level or is given twice; CrsError when the CRS cannot be written.
 */
export function layoutCog(cog: CogDescription): CogHeader {
  const { places, size } = placeTiles(cog);
  const geo = encodeGeoKeys(cog.crs);
  const attempt = (form: TiffForm): CogHeader => {
    const directories = cog.levels.map((_, level) => levelTags(cog, level, places[level]!, 0, form, geo));
    // GDAL looks for the first directory right behind its note, at an even place.
    const start = fileHeaderSize(form) + Math.ceil(GHOST.length / 2) * 2;
    const headerSize = directories.reduce((sum, tags) => sum + directorySize(tags, form), start);
    const header = new Uint8Array(headerSize);
    const view = new DataView(header.buffer);
    writeFileHeader(view, form, start);
    header.set(Buffer.from(GHOST, 'latin1'), fileHeaderSize(form));
    let offset = start;
    for (const [level, place] of places.entries()) {
      const tags = levelTags(cog, level, place, headerSize, form, geo);
      const end = offset + directorySize(tags, form);
      writeDirectory(view, offset, tags, form, level + 1 < places.length ? end : 0);
      offset = end;
    }
    return { header, size: headerSize + size, bigTiff: form.big };
  };
  const classic = size > MAX_CLASSIC ? undefined : attempt({ big: false });
  return classic && classic.size <= MAX_CLASSIC ? classic : attempt({ big: true });
}

/** The number of tile columns and tile rows of a level; sizes in pixels. */
export function tileCounts(
  { width, height }: { width: number; height: number },
  tileSize: number,
): { columns: number; rows: number } {
  return { columns: Math.ceil(width / tileSize), rows: Math.ceil(height / tileSize) };
}

/** The tiles of a level, row by row; offsets count from the header's end, and -1 stands for a sparse tile. */
interface Places {
  readonly offsets: Float64Array;
  readonly byteCounts: Float64Array;
}

/** Where the tiles are, by levels, and the bytes of all. */
function placeTiles({ levels, tileSize, tiles }: CogDescription): { places: Places[]; size: number } {
  const places = levels.map((level) => {
    const { columns, rows } = tileCounts(level, tileSize);
    return { offsets: new Float64Array(columns * rows).fill(-1), byteCounts: new Float64Array(columns * rows) };
  });
  let offset = 0;
  for (const { level, column, row, byteCount } of tiles) {
    const size = levels[level] && tileCounts(levels[level], tileSize);
    if (!size || !(column >= 0 && column < size.columns && row >= 0 && row < size.rows)) {
      throw new RangeError(`There is no tile (${column}, ${row}) in level ${level}.`);
    }
    const place = places[level]!;
    const index = row * size.columns + column;
    if (place.offsets[index]! >= 0)
      throw new RangeError(`The tile (${column}, ${row}) of level ${level} is given twice.`);
    if (!Number.isInteger(byteCount) || byteCount < 0 || byteCount > MAX_CLASSIC) {
      throw new RangeError(`A tile cannot have ${byteCount} bytes.`);
    }
    if (byteCount === 0) continue;
    place.offsets[index] = offset;
    place.byteCounts[index] = byteCount;
    offset += byteCount;
  }
  return { places, size: offset };
}

function levelTags(
  cog: CogDescription,
  level: number,
  { offsets, byteCounts }: Places,
  headerSize: number,
  { big }: TiffForm,
  geo: ReturnType<typeof encodeGeoKeys>,
): TagValue[] {
  const { bandCount, sampleType, tileSize, nodata } = cog;
  const { width, height } = cog.levels[level]!;
  const each = (value: number, count = bandCount) => new Array<number>(count).fill(value);
  const short = (tag: number, ...values: number[]): TagValue => ({ tag, type: 'uint16', values });
  const tags: TagValue[] = [
    { tag: TAG.newSubfileType, type: 'uint32', values: [level === 0 ? 0 : REDUCED_IMAGE] },
    { tag: TAG.width, type: 'uint32', values: [width] },
    { tag: TAG.height, type: 'uint32', values: [height] },
    short(TAG.bitsPerSample, ...each(bytesPerSample(sampleType) * 8)),
    short(TAG.compression, DEFLATE),
    short(TAG.photometric, MIN_IS_BLACK),
    short(TAG.samplesPerPixel, bandCount),
    short(TAG.planarConfiguration, 1),
    short(TAG.predictor, cog.predictor),
    short(TAG.tileWidth, tileSize),
    short(TAG.tileHeight, tileSize),
    {
      tag: TAG.tileOffsets,
      type: big ? 'uint64' : 'uint32',
      values: offsets.map((offset) => (offset < 0 ? 0 : offset + headerSize)),
    },
    { tag: TAG.tileByteCounts, type: 'uint32', values: byteCounts },
    short(TAG.sampleFormat, ...each(sampleType.startsWith('uint') ? 1 : sampleType.startsWith('int') ? 2 : 3)),
  ];
  if (bandCount > 1) tags.push(short(TAG.extraSamples, ...each(0, bandCount - 1)));
  if (nodata !== undefined) tags.push({ tag: TAG.gdalNodata, type: 'ascii', text: nodataText(nodata) });
  return level === 0 ? [...tags, ...placement(cog.affine), ...geoTags(geo), ...metadata(cog)] : tags;
}

function placement([a, b, c, d, e, f]: Affine): TagValue[] {
  if (b === 0 && d === 0 && a > 0 && e < 0) {
    return [
      { tag: TAG.modelPixelScale, type: 'float64', values: [a, -e, 0] },
      { tag: TAG.modelTiePoint, type: 'float64', values: [0, 0, 0, c, f, 0] },
    ];
  }
  return [{ tag: TAG.modelTransformation, type: 'float64', values: [a, b, 0, c, d, e, 0, f, 0, 0, 0, 0, 0, 0, 0, 1] }];
}

function geoTags({ directory, doubles, ascii }: ReturnType<typeof encodeGeoKeys>): TagValue[] {
  const tags: TagValue[] = [{ tag: TAG.geoKeyDirectory, type: 'uint16', values: directory }];
  if (doubles.length > 0) tags.push({ tag: TAG.geoDoubleParams, type: 'float64', values: doubles });
  if (ascii !== '') tags.push({ tag: TAG.geoAsciiParams, type: 'ascii', text: ascii });
  return tags;
}

function metadata({ bandNames, overviewResampling }: CogDescription): TagValue[] {
  const text = writeGdalMetadata(bandNames, overviewResampling);
  return text === undefined ? [] : [{ tag: TAG.gdalMetadata, type: 'ascii', text }];
}

function nodataText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return String(value);
}
