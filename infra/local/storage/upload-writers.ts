import { BlobWriter } from './blob-writer.ts';

/** The open files of the resumable uploads, and one request at a time for each upload. */
export class UploadWriters {
  readonly #open = new Map<string, BlobWriter>();
  readonly #turns = new Map<string, Promise<unknown>>();

  /** The writer of an upload; one not open (after a restart) takes up its file at `received` bytes. */
  open(upload: string, path: string, received: number): BlobWriter {
    let writer = this.#open.get(upload);
    if (!writer) {
      writer = new BlobWriter(path, received);
      this.#open.set(upload, writer);
    }
    return writer;
  }

  /** Gives a writer up that is finished or no longer needed; undefined where none is open. */
  take(upload: string): BlobWriter | undefined {
    const writer = this.#open.get(upload);
    this.#open.delete(upload);
    return writer;
  }

  /** Runs `work` when every earlier request for this upload is through. */
  async inTurn<T>(upload: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(upload);
    const turn = (before ?? Promise.resolve()).then(work, work);
    this.#turns.set(upload, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(upload) === turn) this.#turns.delete(upload);
    }
  }

  /** Closes all files; their uploads can be taken up later. */
  closeAll(): void {
    for (const writer of this.#open.values()) writer.close();
    this.#open.clear();
  }
}
