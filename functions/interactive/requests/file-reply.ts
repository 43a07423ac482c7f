import type { IncomingHttpHeaders } from 'node:http';
import { attachment } from '../../shared/api/http/attachment.ts';
import { type FileReply, matchesTag, notModified } from '../../shared/api/http/reply.ts';
import type { RenderedFile } from '../../shared/jobs/job.ts';
import type { SavedRequest } from './saved-requests.ts';

/** The version of a file that the caller already has, from `If-None-Match`. */
interface KnownFile {
  /** Whether it was made of no asset and no object, so that it never changes. */
  readonly constant: boolean;
  /** The digest of the assets and objects that it was made of. */
  readonly inputs?: string;
}

/** Reads `If-None-Match`: `"NAME"` or `"NAME-INPUTS"`. */
function knownFile(headers: IncomingHttpHeaders, name: string): KnownFile {
  const [, inputs] = new RegExp(`"${name}-([0-9a-f]{32})"`).exec(headers['if-none-match'] ?? '') ?? [];
  return { constant: matchesTag(headers, `"${name}"`), ...(inputs ? { inputs } : {}) };
}

/**
 * Answers with a file, or with 304 if the caller already has it. A file made of assets may change, so browsers must ask each time; a file
 * made of none may be kept until the saved request expires.
 * @param name unique name of the file: 32 hexadecimal digits
 * @param find finds the saved request; throws NOT_FOUND
 * @param make makes the file; it may return no bytes if the file's inputs have the digest `known`
 */
export async function fileReply(
  headers: IncomingHttpHeaders,
  name: string,
  find: () => Promise<Pick<SavedRequest<unknown>, 'expires'>>,
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

/** The reply with a `content-disposition` header, so that browsers save it as `PREFIX.EXTENSION`; unchanged if there is no prefix. */
export function named(reply: FileReply & { readonly extension?: string }, prefix: string | undefined): FileReply {
  const { extension, ...file } = reply;
  if (!prefix || extension === undefined) return file;
  return { ...file, headers: { ...file.headers, ...attachment(`${prefix.slice(0, 200)}.${extension}`) } };
}
