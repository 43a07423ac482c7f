import type { IncomingHttpHeaders } from 'node:http';
import { type FileReply, matchesTag, notModified } from '../../shared/api/http/reply.ts';
import type { RenderedFile } from '../../shared/jobs/job.ts';
import type { StoredPicture } from './store.ts';

/** A file that a caller may have: what it is called, and what it was made of. */
interface KnownFile {
  /** The tag of a file that was made of no asset and no object: it never changes. */
  readonly constant: boolean;
  /** What the file that the caller has was made of. */
  readonly inputs?: string;
}

/** What `If-None-Match` says of a file. */
function knownFile(headers: IncomingHttpHeaders, name: string): KnownFile {
  const [, inputs] = new RegExp(`"${name}-([0-9a-f]{32})"`).exec(headers['if-none-match'] ?? '') ?? [];
  return { constant: matchesTag(headers, `"${name}"`), ...(inputs ? { inputs } : {}) };
}

/**
 * Answers with a file that the caller may have already. What is made of assets may be other than it was, so browsers have to ask each time;
 * what is made of none stays as it is until its picture expires.
 * @param name of the file, which no other one has: 32 hexadecimal digits
 * @param make makes the file; it may be empty if it would be made of `known`
 */
export async function fileReply(
  headers: IncomingHttpHeaders,
  name: string,
  find: () => Promise<Pick<StoredPicture<unknown>, 'expires'>>,
  make: (known: string | undefined) => Promise<RenderedFile>,
): Promise<FileReply & { readonly extension?: string }> {
  const known = knownFile(headers, name);
  if (known.constant) return notModified({ etag: `"${name}"` });
  const { expires } = await find();
  const { inputs, ...file } = await make(known.inputs);
  const seconds = Math.max(0, Math.floor((expires - Date.now()) / 1000));
  const fresh = inputs === undefined ? `private, max-age=${seconds}` : 'private, no-cache';
  const etag = inputs === undefined ? `"${name}"` : `"${name}-${inputs}"`;
  const kept = { etag, 'cache-control': fresh };
  if (inputs !== undefined && inputs === known.inputs) return notModified(kept);
  return { ...file, headers: kept };
}

/** A file that browsers save under a name, where one is asked for. */
export function named(reply: FileReply & { readonly extension?: string }, prefix: string | undefined): FileReply {
  const { extension, ...file } = reply;
  if (!prefix || extension === undefined) return file;
  return { ...file, headers: { ...file.headers, ...attachment(prefix, extension) } };
}

/** The header by which browsers save a file under a name. */
function attachment(prefix: string, extension: string): Record<string, string> {
  const name = `${prefix.slice(0, 200)}.${extension}`;
  const plain = name.replace(/[^\w.-]/g, '_');
  return { 'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeName(name)}` };
}

/** RFC 5987. Half of a character outside the basic plane cannot be encoded: it is replaced. */
function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
}
