import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { uploadFolder } from '../../shared/access/buckets.ts';
import type { Handlers } from '../../shared/api/handler.ts';
import { ownAddress } from '../../shared/api/http/own-address.ts';
import { invalid, unimplemented } from '../../shared/errors.ts';
import { storage } from '../../shared/google/storage.ts';
import { bucketRefusal } from '../../shared/google/storage-errors.ts';
import { isLocalOrigin } from '../../shared/identity/loopback.ts';
import { SETTINGS } from '../../shared/settings.ts';

const MEGABYTE = 2 ** 20;

/** The most characters that are kept of a file's name: its end, which has the extension. */
const MAX_NAME = 100;

const CONTENT_TYPE = /^[\w.+-]{1,60}\/[\w.+-]{1,80}$/;

/**
 * The last part of a path as an object's name: letters, digits, dots and dashes.
 * @throws INVALID_ARGUMENT for a name without a letter or digit
 */
function fileName(name: string | undefined): string {
  const last = (name ?? '').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '_');
  const kept = plain.slice(-MAX_NAME).replace(/^[._-]+/, '');
  if (/[A-Za-z0-9]/.test(kept)) return kept;
  throw invalid(`Invalid value at 'name': the name of a file is expected. Got '${last.slice(0, 100)}'.`);
}

/** @throws INVALID_ARGUMENT for a size that is missing, or larger than may be uploaded */
function checkSize(size: number | undefined): number {
  const most = SETTINGS.uploadMegabytes.read();
  if (size === undefined || size <= 0) throw invalid(`Invalid value at 'size': the file's bytes are expected.`);
  if (size <= most * MEGABYTE) return size;
  throw invalid(
    `The file has ${Math.ceil(size / MEGABYTE)} MB: at most ${most} MB can be uploaded (TERRANE_UPLOAD_MEGABYTES). Put it into a bucket, and import it from there.`,
  );
}

function checkType(contentType = 'application/octet-stream'): string {
  if (CONTENT_TYPE.test(contentType)) return contentType;
  throw invalid(`Invalid value at 'contentType': a media type is expected. Got '${contentType.slice(0, 100)}'.`);
}

function isRelayed(): boolean {
  return SETTINGS.uploadRelay.read() === 'on';
}

/**
 * The page that is to send the bytes. That it may call was checked: Cloud Storage is told, so that the browser lets the page do so. Where this server
 * passes the bytes on, its own pages need no leave.
 */
function pageOf({ origin, host }: IncomingHttpHeaders): string | undefined {
  const isOwn = origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
  if (!isRelayed() || origin === undefined) return origin;
  if (isOwn) return undefined;
  // The Cloud Storage beside this server serves pages of this machine.
  if (isLocalOrigin(origin)) return origin;
  throw unimplemented(
    'This server passes uploads on itself, and takes none from pages of other hosts: upload from its console or from the command line.',
  );
}

/** A session of the Cloud Storage beside this server, at the address that the caller knows. */
function atThisServer(session: string, headers: IncomingHttpHeaders): string {
  const { pathname, search } = new URL(session);
  return `${ownAddress(headers)}${pathname}${search}`;
}

export const UPLOAD_HANDLERS = {
  async 'projects.uploads.create'({ body, caller, headers }) {
    const { bucket, object: folder } = uploadFolder(caller.project);
    const object = `${folder}${randomUUID()}/${fileName(body.name)}`;
    const contentLength = checkSize(body.size);
    const contentType = checkType(body.contentType);
    const origin = pageOf(headers);
    try {
      const [uploadUrl] = await storage()
        .bucket(bucket)
        .file(object)
        .createResumableUpload({ metadata: { contentLength, contentType }, ...(origin ? { origin } : {}) });
      return { uri: `gs://${bucket}/${object}`, uploadUrl: isRelayed() ? atThisServer(uploadUrl, headers) : uploadUrl };
    } catch (error) {
      throw bucketRefusal(bucket, error) ?? error;
    }
  },
} satisfies Handlers;
