import { invalid } from './errors.ts';

/**
 * The content of a request of a resumable upload.
 *
 * - `query`: nothing; it asks how much is there.
 * - `chunk`: bytes from `begin` on. `last` says whether the object ends with them: known beforehand, or (`total` undefined, end open) the
 * end of the body is the end of the object.
 */
export type UploadPart =
  | { kind: 'query'; total: number | undefined }
  | { kind: 'chunk'; begin: number; end: number | undefined; total: number | undefined; last: boolean };

/** Reads `Content-Range` as resumable uploads use it; without the header the body is the whole object. */
export function parseUploadPart(header: string | undefined): UploadPart {
  if (header === undefined) return { kind: 'chunk', begin: 0, end: undefined, total: undefined, last: true };
  const match = /^bytes (?:\*|(\d+)-(\d+|\*))\/(\d+|\*)$/.exec(header.trim());
  if (!match) throw invalid(`Invalid Content-Range: '${header}'`);
  const total = match[3] === '*' ? undefined : Number(match[3]);
  if (match[1] === undefined) return { kind: 'query', total };
  const begin = Number(match[1]);
  // `bytes 0-*/*`: streamed to its end without a size known before.
  if (match[2] === '*') return { kind: 'chunk', begin, end: total, total, last: true };
  const end = Number(match[2]) + 1;
  if (end < begin || (total !== undefined && end > total)) throw invalid(`Invalid Content-Range: '${header}'`);
  return { kind: 'chunk', begin, end, total, last: end === total };
}
