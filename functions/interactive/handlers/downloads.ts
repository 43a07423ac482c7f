import { findDownload } from '../../shared/access/downloads.ts';
import type { Handlers } from '../../shared/api/handler.ts';
import { attachment } from '../../shared/api/http/attachment.ts';
import { parseRange } from '../../shared/api/http/byte-range.ts';
import { type FileReply, matchesTag, notModified } from '../../shared/api/http/reply.ts';
import { openObject } from '../../shared/google/read-object.ts';

const NOTHING: FileReply = { bytes: new Uint8Array(0), contentType: '' };

export const DOWNLOAD_HANDLERS = {
  async 'projects.downloads.getFile'({ params, headers }) {
    const { file, contentType } = await findDownload(params.name);
    const etag = `"${file.generation}"`;
    if (matchesTag(headers, etag)) return notModified({ etag });
    const condition = headers['if-range'];
    const range = condition === undefined || condition === etag ? parseRange(headers.range, file.size) : undefined;
    if (range === 'unsatisfiable') {
      return { ...NOTHING, status: 416, headers: { 'content-range': `bytes */${file.size}` } };
    }
    const { begin, end } = range ?? { begin: 0, end: file.size };
    return {
      status: range ? 206 : 200,
      contentType,
      length: end - begin,
      // A whole file is checked against its checksum at its end.
      open: () => openObject(file, range ? { start: begin, end } : undefined),
      headers: {
        etag,
        'accept-ranges': 'bytes',
        'cache-control': 'private, no-cache',
        ...attachment(file.object.slice(file.object.lastIndexOf('/') + 1)),
        ...(range ? { 'content-range': `bytes ${begin}-${end - 1}/${file.size}` } : {}),
      },
    };
  },
} satisfies Handlers;
