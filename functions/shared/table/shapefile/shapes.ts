import { invalid } from '../../errors.ts';
import { Geometry, type Position, type Shape } from '../../geometry/geometry.ts';
import { ByteStream } from '../byte-stream.ts';
import { type GeometryOptions, hasGeodesics } from '../placed-geometry.ts';
import type { SourceFile } from '../source-file.ts';

/** The main file of a shapefile (ESRI Shapefile Technical Description, 1998): a header, then records. */
const FILE_CODE = 9994;
const HEADER_BYTES = 100;
const RECORD_HEADER_BYTES = 8;
const MAX_RECORD = 256 * 1024 * 1024;

/** The geometries of a shapefile, in order; null for a record without one. Heights and measures are dropped. */
export async function* shapesOf(file: SourceFile, options: GeometryOptions): AsyncGenerator<Geometry | null> {
  const stream = new ByteStream(file.name, file.open());
  try {
    const header = await stream.read(HEADER_BYTES);
    if (header?.readInt32BE(0) !== FILE_CODE) throw invalid(`${file.name} is not the main file of a shapefile.`);
    for (
      let head = await stream.read(RECORD_HEADER_BYTES);
      head !== undefined;
      head = await stream.read(RECORD_HEADER_BYTES)
    ) {
      // The length is in words of 16 bits.
      const length = head.readInt32BE(4) * 2;
      if (length < 4 || length > MAX_RECORD) throw damaged();
      const shape = readShape(await stream.need(length));
      yield shape === null ? null : new Geometry(shape, options.crs, hasGeodesics(options, options.crs));
    }
  } finally {
    await stream.close();
  }
}

function readShape(record: Buffer): Shape | null {
  const type = record.readInt32LE(0);
  try {
    // Types from 11 on have heights, those from 21 on measures, behind what is read here.
    switch (type < 30 ? type % 10 : type) {
      case 0:
        return null;
      case 1:
        return { type: 'Point', coordinates: positions(record, 4, 1)[0] };
      case 3: {
        const lines = parts(record);
        return lines.length === 1
          ? { type: 'LineString', coordinates: lines[0] }
          : { type: 'MultiLineString', coordinates: lines };
      }
      case 5: {
        const polygons = polygonsOf(parts(record));
        return polygons.length === 1
          ? { type: 'Polygon', coordinates: polygons[0] }
          : { type: 'MultiPolygon', coordinates: polygons };
      }
      case 8:
        return { type: 'MultiPoint', coordinates: positions(record, 40, record.readInt32LE(36)) };
      default:
        throw invalid(
          `Shapes of type ${type} are not supported. Convert the file: ogr2ogr -nlt MULTIPOLYGON out.shp in.shp.`,
        );
    }
  } catch (error) {
    if (error instanceof RangeError) throw damaged();
    throw error;
  }
}

function damaged(): Error {
  return invalid('The shapefile is damaged.');
}

/** Positions from a place of the record on. */
function positions(record: Buffer, at: number, count: number): Position[] {
  if (count < 0 || at + 16 * count > record.length) throw damaged();
  return Array.from(
    { length: count },
    (_, i): Position => [record.readDoubleLE(at + 16 * i), record.readDoubleLE(at + 16 * i + 8)],
  );
}

/** The lines or rings of a record. */
function parts(record: Buffer): Position[][] {
  const [partCount, pointCount] = [record.readInt32LE(36), record.readInt32LE(40)];
  if (partCount < 0 || 44 + 4 * partCount > record.length) throw damaged();
  const all = positions(record, 44 + 4 * partCount, pointCount);
  const starts = Array.from({ length: partCount }, (_, i) => record.readInt32LE(44 + 4 * i));
  return starts.map((start, i) => all.slice(start, starts[i + 1]));
}

/** Rings as polygons: those that turn clockwise are shells, the others are holes in the shells around them. */
function polygonsOf(all: readonly (readonly Position[])[]): (readonly Position[])[][] {
  const rings = all.filter((ring) => ring.length >= 4);
  const shells = rings.filter((ring) => turn(ring) <= 0);
  // Some programs write all rings the other way around.
  if (shells.length === 0) return rings.map((ring) => [ring]);
  const polygons = shells.map((shell) => [shell]);
  for (const hole of rings.filter((ring) => turn(ring) > 0)) {
    const around = polygons.filter(([shell]) => hole.some((place) => contains(shell, place)));
    const [owner] = around.sort(([a], [b]) => Math.abs(turn(a)) - Math.abs(turn(b)));
    if (owner === undefined) polygons.push([hole]);
    else owner.push(hole);
  }
  return polygons;
}

/** Twice the area of a ring; negative if it turns clockwise. */
export function turn(ring: readonly Position[]): number {
  // Relative to the first corner, so that no digits are lost far from the origin.
  const [[x0, y0]] = ring;
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    const [[a, b], [c, d]] = [ring[i - 1], ring[i]];
    sum += (a - x0) * (d - y0) - (c - x0) * (b - y0);
  }
  return sum;
}

function contains(ring: readonly Position[], [x, y]: Position): boolean {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [[a, b], [c, d]] = [ring[i - 1], ring[i]];
    if (b > y !== d > y && x < a + ((y - b) / (d - b)) * (c - a)) inside = !inside;
  }
  return inside;
}
