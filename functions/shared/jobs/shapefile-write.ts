import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { ObjectReference } from '../google/object-reference.ts';
import { type WrittenObject, writeObject } from '../google/write-object.ts';
import type { ObjectPlace } from '../storage-names.ts';
import { INDEX_COLUMN } from '../table/flatgeobuf/format.ts';
import type { TableRow } from '../table/row.ts';
import { SHAPEFILE_PARTS, ShapefileWriter } from '../table/shapefile/shapefile-writer.ts';
import { GEOMETRY_COLUMN } from '../table/text/csv.ts';
import { isNumberValue } from '../values/number.ts';
import { firstOf } from './first-rows.ts';
import type { WrittenTable } from './table-job.ts';

const BYTES = 'application/octet-stream';

/** The files that rows are added to. */
const GROWING = ['shp', 'shx', 'dbf'] as const;

/**
 * Writes rows as a shapefile: of each of its files a head and, where rows are in it, a body.
 * @param names of the columns; those of the first rows, if there are none
 */
export async function writeShapefile(
  rows: AsyncIterable<TableRow>,
  names: readonly string[],
  folder: ObjectPlace,
): Promise<NonNullable<WrittenTable['files']>> {
  const { first, all } = await firstOf(rows);
  const writer = new ShapefileWriter(columnsOf(first, names));
  const bodies = await writeBodies(all, writer, folder);
  const heads = writer.heads();
  return Promise.all(
    SHAPEFILE_PARTS.map(async (extension) => {
      const head = await write(folder, `head-${extension}`, [heads[extension]]);
      const body = bodies.get(extension);
      const parts = body && body.size > 0 ? [head, body] : [head];
      return { extension, parts: parts.map(reference) };
    }),
  );
}

/**
 * The files of rows as a shapefile, in memory.
 * @param names of the columns; those of the first rows, if there are none
 * @param claim is told of bytes, before they are kept
 */
export async function shapefileOf(
  rows: AsyncIterable<TableRow>,
  names: readonly string[],
  claim: (bytes: number) => void,
): Promise<readonly { readonly extension: string; readonly bytes: Uint8Array }[]> {
  const { first, all } = await firstOf(rows);
  const writer = new ShapefileWriter(columnsOf(first, names));
  const bodies = new Map<string, Uint8Array[]>(GROWING.map((extension) => [extension, []]));
  for await (const row of all) {
    const added = writer.add(row);
    for (const extension of GROWING) {
      claim(added[extension].length);
      bodies.get(extension)?.push(added[extension]);
    }
  }
  bodies.get('dbf')?.push(writer.end());
  const heads = writer.heads();
  return SHAPEFILE_PARTS.map((extension) => ({
    extension,
    bytes: Buffer.concat([heads[extension], ...(bodies.get(extension) ?? [])]),
  }));
}

/** The columns, and whether they are numbers, as they are in the first rows that have them. */
function columnsOf(first: readonly TableRow[], names: readonly string[]) {
  const found = [...new Set(first.flatMap(({ properties }) => [...properties.keys()]))].sort();
  const shown = names.length > 0 ? names.filter((name) => name !== GEOMETRY_COLUMN) : [INDEX_COLUMN, ...found];
  return shown.map((name) => {
    const values = first.flatMap(({ properties }) => properties.get(name) ?? []);
    return {
      name,
      isNumber: values.length > 0 && values.every((value) => typeof value === 'boolean' || isNumberValue(value)),
    };
  });
}

/** Writes what rows add to the files, to an object for each, as they come. */
async function writeBodies(
  rows: AsyncIterable<TableRow>,
  writer: ShapefileWriter,
  folder: ObjectPlace,
): Promise<ReadonlyMap<string, WrittenObject>> {
  const streams = GROWING.map((extension) => ({ extension, stream: new PassThrough() }));
  const stop = (error: unknown) => {
    for (const { stream } of streams) stream.destroy(error instanceof Error ? error : new Error(String(error)));
  };
  const written = Promise.all(
    streams.map(async ({ extension, stream }) => [extension, await write(folder, extension, stream)] as const),
  );
  written.catch(stop);
  try {
    for await (const row of rows) {
      const added = writer.add(row);
      for (const { extension, stream } of streams) if (!stream.write(added[extension])) await once(stream, 'drain');
    }
    for (const { extension, stream } of streams) stream.end(extension === 'dbf' ? writer.end() : undefined);
  } catch (error) {
    stop(error);
    await written.catch(() => {});
    throw error;
  }
  return new Map(await written);
}

function write(
  { bucket, object }: ObjectPlace,
  name: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<WrittenObject> {
  return writeObject(bucket, `${object}${name}-${randomUUID()}`, bytes, BYTES);
}

function reference({ bucket, object, generation }: WrittenObject): ObjectReference {
  return { bucket, object, generation };
}
