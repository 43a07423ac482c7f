import { encodeCrc32c } from '../../../functions/shared/crc32c.ts';
import type { StoredObject } from './object-row.ts';

/** The etag of a version: base64 of a protocol buffer with the generation and the metageneration, as the service's. */
export function etag(version: { generation: number; metageneration: number }): string {
  return Buffer.from([
    0x08,
    ...varint(BigInt(version.generation)),
    0x10,
    ...varint(BigInt(version.metageneration)),
  ]).toString('base64');
}

function varint(value: bigint): number[] {
  const bytes: number[] = [];
  for (; value > 127n; value >>= 7n) bytes.push(Number(value & 127n) | 128);
  bytes.push(Number(value));
  return bytes;
}

/** `storage#object` of the JSON API, with its access control list; `origin` is the address of the server, for the links. */
export function fullObjectResource(object: StoredObject, origin: string) {
  const acl = object.metadata.publicRead ? [{ entity: 'allUsers', role: 'READER' }] : [];
  return { ...objectResource(object, origin), acl };
}

/** `storage#object` of the JSON API; `origin` is the address of the server, for the links. */
export function objectResource(object: StoredObject, origin: string) {
  const { publicRead: _, ...metadata } = object.metadata;
  const path = `b/${encodeURIComponent(object.bucket)}/o/${encodeURIComponent(object.name)}`;
  const { generation } = object;
  return {
    kind: 'storage#object',
    id: `${object.bucket}/${object.name}/${generation}`,
    selfLink: `${origin}/storage/v1/${path}`,
    mediaLink: `${origin}/download/storage/v1/${path}?generation=${generation}&alt=media`,
    name: object.name,
    bucket: object.bucket,
    generation: String(generation),
    metageneration: String(object.metageneration),
    size: String(object.size),
    md5Hash: object.md5,
    crc32c: encodeCrc32c(object.crc32c),
    etag: etag(object),
    componentCount: object.components,
    timeCreated: object.created,
    updated: object.updated,
    timeStorageClassUpdated: object.created,
    ...metadata,
    storageClass: metadata.storageClass ?? 'STANDARD',
  };
}

/** The value of `x-goog-hash`. */
export function hashHeader(object: StoredObject): string {
  return `crc32c=${encodeCrc32c(object.crc32c)}${object.md5 ? `,md5=${object.md5}` : ''}`;
}
