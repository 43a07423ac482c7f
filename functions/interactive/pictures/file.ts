import type { FileReply } from '../../shared/api/http/reply.ts';
import type { RenderedFile } from '../../shared/jobs/job.ts';
import type { Picture } from './picture.ts';
import type { StoredPicture } from './store.ts';

const EXTENSIONS: { readonly [format: string]: string } = {
  NPY: 'npy',
  GEO_TIFF: 'tif',
  ZIPPED_GEO_TIFF: 'zip',
  ZIPPED_GEO_TIFF_PER_BAND: 'zip',
};

/** A file for whoever may keep it: until its picture expires. */
export function keepable(file: RenderedFile, etag: string, { expires }: Pick<StoredPicture, 'expires'>): FileReply {
  const seconds = Math.max(0, Math.floor((expires - Date.now()) / 1000));
  return { ...file, headers: { etag, 'cache-control': `private, max-age=${seconds}` } };
}

/** How browsers name the file, where a name was asked for. */
export function disposition({ filenamePrefix, fileFormat }: Picture, contentType: string): Record<string, string> {
  if (!filenamePrefix) return {};
  return attachment(filenamePrefix, EXTENSIONS[fileFormat] ?? (contentType === 'image/jpeg' ? 'jpg' : 'png'));
}

/** The header by which browsers save a file under a name. */
export function attachment(prefix: string, extension: string): Record<string, string> {
  const name = `${prefix.slice(0, 200)}.${extension}`;
  const plain = name.replace(/[^\w.-]/g, '_');
  return { 'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeName(name)}` };
}

/** RFC 5987. Half of a character outside the basic plane cannot be encoded: it is replaced. */
function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
}
