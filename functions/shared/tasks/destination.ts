import { z } from 'zod';
import { parseAssetName } from '../catalog/names.ts';
import { assetBucket } from '../google/storage.ts';
import type { StoredOf } from '../google/stored.ts';
import { filesBeside } from '../jobs/formats/table-formats.ts';
import { SETTINGS } from '../settings.ts';
import type { ObjectPlace } from '../storage-names.ts';

/** The extension of the result's name. */
const extension = z.string();

/** The destination of a result: a file for the user, a folder of files, or an asset. */
export const destination = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('file'),
    bucket: z.string(),
    prefix: z.string(),
    extension,
    /** Whether the user asked for Google Drive: then the folder is the user's in the bucket that takes its place. */
    drive: z.boolean().optional(),
    /** Whether it is one of several files with numbers in their names, and a file beside them that says what is in them. */
    sharded: z.boolean().optional(),
    /** Whether it may be divided into several files with the places of their first pixels in their names. */
    divided: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('folder'),
    bucket: z.string(),
    /** The folder's name, without a slash at its end. */
    prefix: z.string(),
    /** Whether everybody may read its files; else those whom the bucket lets in. */
    isPublic: z.boolean(),
    /** The sites whose pages may read the bucket's files by JavaScript. */
    corsUris: z.array(z.string()),
  }),
  z.object({ kind: z.literal('asset'), asset: z.string(), overwrite: z.boolean(), extension }),
]);
export type Destination = StoredOf<typeof destination>;

/** The object that an operation writes; of a folder, the page that shows what is in it. Assets get one of their own each time, so that readers of the old one are not disturbed. */
export function resultPlace(id: string, destination: Destination): ObjectPlace {
  if (destination.kind === 'folder') return { bucket: destination.bucket, object: `${destination.prefix}/index.html` };
  const { extension } = destination;
  if (destination.kind === 'file' && destination.sharded) return shardPlace(destination, 0);
  if (destination.kind === 'file') return { bucket: destination.bucket, object: `${destination.prefix}.${extension}` };
  const { project, path } = parseAssetName(destination.asset);
  return { bucket: assetBucket(), object: `assets/${project}/${path}/${id}.${extension}` };
}

type FileDestination = Extract<Destination, { kind: 'file' }>;

/** The place of one of several files with numbers in their names, from 0. */
export function shardPlace({ bucket, prefix, extension }: FileDestination, number: number): ObjectPlace {
  return { bucket, object: `${prefix}-${String(number).padStart(5, '0')}.${extension}` };
}

/** The place of the file that says what is in such files. */
export function mixerPlace({ bucket, prefix }: FileDestination): ObjectPlace {
  return { bucket, object: `${prefix}-mixer.json` };
}

/** What the names of all files of a result begin with, and which of the objects of such names are files of it. */
export function resultNames(destination: FileDestination, id: string) {
  const place = resultPlace(id, destination);
  if (!destination.sharded) {
    const prefix = place.object.slice(0, place.object.lastIndexOf('.'));
    if (destination.divided) {
      const end = place.object.slice(prefix.length);
      const isOne = (object: string) =>
        object.startsWith(prefix) &&
        object.endsWith(end) &&
        /^(-\d{10}-\d{10})?$/.test(object.slice(prefix.length, -end.length));
      return { prefix, isOne };
    }
    return { prefix, isOne: (object: string) => isOfResult(place, object) };
  }
  const prefix = `${destination.prefix}-`;
  const isOne = (object: string) => {
    const [, number] = /^(\d+)\./.exec(object.slice(prefix.length)) ?? [];
    return (
      object === mixerPlace(destination).object ||
      (number !== undefined && object === shardPlace(destination, Number(number)).object)
    );
  };
  return { prefix, isOne };
}

/** The folder of a destination that is one: what the names of all its files begin with. */
export function resultFolder({ bucket, prefix }: Extract<Destination, { kind: 'folder' }>): ObjectPlace {
  return { bucket, object: `${prefix}/` };
}

/** The place of one of the several objects of a result: the first has its name. */
export function numbered({ bucket, object }: ObjectPlace, number: number): ObjectPlace {
  return { bucket, object: number === 0 ? object : object.replace(/(?=\.\w+$)/, `-${number}`) };
}

/** The place of a part of a result that is divided. @param origin its first column and row in pixels; names have the row first */
export function dividedPlace({ bucket, object }: ObjectPlace, [column, row]: readonly number[]): ObjectPlace {
  const digits = [row, column].map((pixels) => `-${String(pixels).padStart(10, '0')}`).join('');
  return { bucket, object: object.replace(/(?=\.\w+$)/, digits) };
}

/** The place of a file beside the one at a place: of the same name but for its end. */
export function withExtension({ bucket, object }: ObjectPlace, extension: string): ObjectPlace {
  return { bucket, object: object.replace(/\w+$/, extension) };
}

/** Whether an object is the result at a place, or one of its several objects. */
export function isOfResult(result: ObjectPlace, object: string): boolean {
  const [, number = '0'] = /-(\d+)\.\w+$/.exec(object) ?? [];
  const beside = filesBeside(/\w+$/.exec(result.object)?.[0] ?? '');
  return (
    object === result.object ||
    object === numbered(result, Number(number)).object ||
    beside.some((extension) => object === withExtension(result, extension).object)
  );
}

/** The folder of an operation's parts: in the bucket of the result, as `compose` does not reach across buckets. */
export function partsFolder(id: string, destination: Destination): ObjectPlace {
  const { bucket, object } = resultPlace(id, destination);
  const prefix = destination.kind === 'asset' ? object.slice(0, object.lastIndexOf('/')) : destination.prefix;
  return { bucket, object: `${prefix}.terrane-parts/${id}/` };
}

/** What the user should know of where the result is; undefined if it is where it was to be. */
export function destinationNote(id: string, destination: Destination): string | undefined {
  if (destination.kind !== 'file' || !destination.drive) return undefined;
  const { bucket, object } = resultPlace(id, destination);
  return `This server writes to Cloud Storage in place of Google Drive: gs://${bucket}/${object}.`;
}

/** The URIs of the result that clients are shown. */
export function destinationUris(id: string, destination: Destination): string[] {
  if (destination.kind === 'asset') return [destination.asset];
  const { bucket, object } = resultPlace(id, destination);
  const folder = object.slice(0, object.lastIndexOf('/') + 1);
  // The console shows real buckets only.
  if (SETTINGS.storageEmulator.read()) return [`gs://${bucket}/${isSeveral(destination) ? folder : object}`];
  return [`https://console.developers.google.com/storage/browser/${bucket}/${folder}`];
}

function isSeveral(destination: Destination): boolean {
  return destination.kind === 'folder' || (destination.kind === 'file' && destination.divided === true);
}
