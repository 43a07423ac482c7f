/** An object of Cloud Storage. */
export interface ObjectPlace {
  readonly bucket: string;
  readonly object: string;
}

/** The most bytes of an object's name. */
const MAX_OBJECT_NAME = 1024;

/** The most characters of a bucket's name that has dots. */
const MAX_DOTTED_NAME = 222;

/** A bucket's name, or a part of it between dots: 1 to 63 lower-case letters, digits, dashes and underscores. */
const PART = /^[a-z0-9_-]{1,63}$/;

const IP_ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;

/**
 * Whether a text may be the name of a bucket: at most 63 characters, or 222 with dots; it begins and ends with a letter or digit, and is no
 * IP address (https://cloud.google.com/storage/docs/buckets#naming). Names of this grammar have no other spelling in a URL. That a name
 * has at least 3 characters is left to Cloud Storage: examples have shorter ones.
 */
export function isBucketName(text: string): boolean {
  if (text.length > MAX_DOTTED_NAME) return false;
  if (!/^[a-z0-9]/.test(text) || !/[a-z0-9]$/.test(text) || IP_ADDRESS.test(text)) return false;
  return text.split('.').every((part) => PART.test(part));
}

/**
 * Whether a text may be the name of an object: 1 to 1024 bytes of UTF-8 without line ends, neither `.` nor `..`
 * (https://cloud.google.com/storage/docs/objects#naming).
 */
export function isObjectName(text: string): boolean {
  if (text === '' || text === '.' || text === '..' || !text.isWellFormed()) return false;
  return Buffer.byteLength(text) <= MAX_OBJECT_NAME && !/[\r\n]/.test(text);
}

/** The object that a `gs://BUCKET/OBJECT` URI names; undefined if it is none, or if no bucket or object can have that name. */
export function parseObjectUri(uri: string): ObjectPlace | undefined {
  const [, bucket, object] = /^gs:\/\/([^/]+)\/(.+)$/s.exec(uri) ?? [];
  if (bucket === undefined || object === undefined || !isBucketName(bucket) || !isObjectName(object)) return undefined;
  return { bucket, object };
}
