import type { IncomingHttpHeaders } from 'node:http';
import { encodeCrc32c } from '../../../functions/shared/crc32c.ts';
import type { ContentSummary } from './blob-writer.ts';
import { invalid } from './errors.ts';
import type { Json } from './object-metadata.ts';

/** The checksums that a caller announces, in base64. */
export interface AnnouncedHashes {
  crc32c?: string;
  md5?: string;
}

/** Reads the announced checksums from `x-goog-hash`, `content-md5`, and `md5Hash` and `crc32c` of the metadata. */
export function announcedHashes(headers: IncomingHttpHeaders, metadata: Json): AnnouncedHashes {
  const announced: AnnouncedHashes = {};
  if (typeof metadata['crc32c'] === 'string') announced.crc32c = metadata['crc32c'];
  if (typeof metadata['md5Hash'] === 'string') announced.md5 = metadata['md5Hash'];
  if (typeof headers['content-md5'] === 'string') announced.md5 = headers['content-md5'];
  for (const part of String(headers['x-goog-hash'] ?? '').split(',')) {
    // Base64 may end in '=': only the first one parts the name from the value.
    const [, name, value] = /^\s*(crc32c|md5)=(.+?)\s*$/.exec(part) ?? [];
    if (name === 'crc32c') announced.crc32c = value!;
    if (name === 'md5') announced.md5 = value!;
  }
  return announced;
}

/** 400 where the contents are not those that were announced. */
export function checkIntegrity(contents: ContentSummary, announced: AnnouncedHashes): void {
  const crc32c = encodeCrc32c(contents.crc32c);
  if (announced.crc32c !== undefined && announced.crc32c !== crc32c) {
    throw invalid(`Provided CRC32C "${announced.crc32c}" doesn't match calculated CRC32C "${crc32c}".`);
  }
  if (announced.md5 !== undefined && announced.md5 !== contents.md5) {
    throw invalid(`Provided MD5 hash "${announced.md5}" doesn't match calculated MD5 hash "${contents.md5}".`);
  }
}
