import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The folder of the content files. A blob is written once, whole, and never changed; it is deleted when no object refers to it and nobody
 * is reading it.
 */
export class BlobFolder {
  readonly #path: string;
  readonly #readers = new Map<string, number>();
  readonly #doomed = new Set<string>();

  constructor(path: string) {
    this.#path = path;
    mkdirSync(path, { recursive: true });
  }

  /** A name for a new blob. */
  create(): string {
    return randomUUID();
  }

  /** The path of a blob's file. */
  path(blob: string): string {
    return join(this.#path, blob);
  }

  /** Keeps blobs while they are being read, though their object be deleted. Returns the release, to be called once. */
  hold(blobs: readonly string[]): () => void {
    for (const blob of blobs) this.#readers.set(blob, (this.#readers.get(blob) ?? 0) + 1);
    return () => {
      for (const blob of blobs) {
        const left = this.#readers.get(blob)! - 1;
        if (left > 0) {
          this.#readers.set(blob, left);
          continue;
        }
        this.#readers.delete(blob);
        if (this.#doomed.delete(blob)) rmSync(this.path(blob), { force: true });
      }
    };
  }

  /** Deletes a blob, once its last reader is through. */
  remove(blob: string): void {
    if (this.#readers.has(blob)) this.#doomed.add(blob);
    else rmSync(this.path(blob), { force: true });
  }

  /** Deletes the files that a killed server left behind: those for which `isUsed` returns false. */
  sweep(isUsed: (blob: string) => boolean): void {
    for (const blob of readdirSync(this.#path)) {
      if (!isUsed(blob)) rmSync(this.path(blob), { force: true });
    }
  }
}
