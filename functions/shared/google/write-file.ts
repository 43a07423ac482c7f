import type { File } from '@google-cloud/storage';
import { ServiceError } from '../errors.ts';
import type { ObjectPlace } from '../storage-names.ts';
import { storage } from './storage.ts';
import { bucketRefusal, storageStatus } from './storage-errors.ts';

/** The key of an object's metadata that says which operation has written it. */
const WRITTEN_BY = 'terrane-operation';

/** How a file is written. */
export interface FileOptions {
  readonly contentType: string;
  /** The id of the operation that writes it. */
  readonly operation: string;
  /** Whether everybody may read it; else those whom the bucket lets in. */
  readonly isPublic: boolean;
}

/** Writes a file that users see, in place of one that may be there. */
export async function writeFile(
  { bucket, object }: ObjectPlace,
  bytes: Uint8Array,
  { contentType, operation, isPublic }: FileOptions,
): Promise<void> {
  try {
    await storage()
      .bucket(bucket)
      .file(object)
      .save(bytes, {
        resumable: false,
        contentType,
        metadata: { metadata: { [WRITTEN_BY]: operation } },
        ...(isPublic ? { predefinedAcl: 'publicRead' as const } : {}),
      });
  } catch (error) {
    throw (isPublic ? publicRefusal(bucket, error) : undefined) ?? bucketRefusal(bucket, error) ?? error;
  }
}

/** The error for a file that all were to be allowed to read, where that is what Cloud Storage refuses; undefined for other errors. */
function publicRefusal(bucket: string, error: unknown): ServiceError | undefined {
  const status = storageStatus(error);
  if (status !== 400 && status !== 403) return undefined;
  return new ServiceError(
    status === 400 ? 'FAILED_PRECONDITION' : 'PERMISSION_DENIED',
    `Files of the bucket '${bucket}' cannot be made public one by one: ${error instanceof Error ? error.message : error} Set writePublicTiles to false, and let allUsers read the bucket if they are to.`,
    { cause: error },
  );
}

/** Files that are deleted at a time. */
const AT_A_TIME = 50;

/** Deletes the files below a place that an operation has written with `writeFile`; files that others have put in their place stay. */
export async function deleteFilesOf(operation: string, { bucket, object: prefix }: ObjectPlace): Promise<void> {
  const listed: AsyncIterable<File> = storage().bucket(bucket).getFilesStream({ prefix });
  let own: File[] = [];
  for await (const file of listed) {
    if (file.metadata.metadata?.[WRITTEN_BY] === operation) own.push(file);
    if (own.length < AT_A_TIME) continue;
    await deleteAll(own);
    own = [];
  }
  await deleteAll(own);
}

async function deleteAll(files: readonly File[]): Promise<void> {
  await Promise.all(files.map((file) => deleteFile(file)));
}

async function deleteFile(file: File): Promise<void> {
  try {
    await file.delete({ ignoreNotFound: true, ifGenerationMatch: file.metadata.generation });
  } catch (error) {
    // Another file has taken its name.
    if (storageStatus(error) !== 412) throw error;
  }
}
