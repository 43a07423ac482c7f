import type { ObjectMetadata } from './object-metadata.ts';

/** The live generation of an object. */
export interface StoredObject {
  bucket: string;
  name: string;
  generation: number;
  metageneration: number;
  /** Bytes as stored (not decompressed). */
  size: number;
  /** Unsigned integer. */
  crc32c: number;
  /** Base64; none for composites. */
  md5: string | undefined;
  /** The number of objects that a composite was made from, counted through; undefined for others. */
  components: number | undefined;
  /** RFC 3339. */
  created: string;
  updated: string;
  metadata: ObjectMetadata;
}

/** A row of the table `objects`. */
export function objectFromRow(row: Record<string, unknown>): StoredObject {
  return {
    bucket: row['bucket'] as string,
    name: row['name'] as string,
    generation: row['generation'] as number,
    metageneration: row['metageneration'] as number,
    size: row['size'] as number,
    crc32c: row['crc32c'] as number,
    md5: (row['md5'] as string | null) ?? undefined,
    components: (row['components'] as number | null) ?? undefined,
    created: row['created'] as string,
    updated: row['updated'] as string,
    metadata: JSON.parse(row['metadata'] as string) as ObjectMetadata,
  };
}
