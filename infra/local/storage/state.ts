import type { BlobFolder } from './blob-folder.ts';
import type { StorageDatabase } from './database.ts';
import type { ObjectStore } from './object-store.ts';
import type { UploadWriters } from './upload-writers.ts';

/** The state that the handlers of one server share. */
export interface StorageState {
  database: StorageDatabase;
  objects: ObjectStore;
  blobs: BlobFolder;
  writers: UploadWriters;
  /** The address of the server, for links: `http://127.0.0.1:4443`. */
  origin: string;
}
