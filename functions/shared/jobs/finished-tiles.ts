import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { meter } from '../measures/meter.ts';
import type { EncodedImage } from './formats/image/encoder.ts';

/** Where a finished file may be, and is put. */
export interface FinishedPlace {
  /** @param inputs the digest of what the file was made of */
  get(inputs: string | undefined): EncodedImage | undefined;
  set(inputs: string | undefined, file: EncodedImage): void;
}

/** What a tile costs beside its bytes. */
const OVERHEAD = 512;

/** Map tiles that have been made, for as long as their inputs are the same: maps show the same places again and again. */
export class FinishedTiles {
  readonly #files: LRUCache<string, EncodedImage>;

  /** @param bytes that are kept */
  constructor(bytes: number) {
    this.#files = new LRUCache({ maxSize: bytes, sizeCalculation: (file) => file.bytes.length + OVERHEAD });
  }

  /** The place of a job's file. Of each caller there is another one: what an expression means may depend on who asks. */
  of({ known: _, ...job }: { readonly known?: string; readonly kind: string }): FinishedPlace {
    const asked = createHash('sha256').update(JSON.stringify(job)).digest('base64');
    const key = (inputs: string | undefined) => `${asked} ${inputs ?? ''}`;
    return {
      get: (inputs) => {
        const file = this.#files.get(key(inputs));
        if (file) meter.cacheHits++;
        else meter.cacheMisses++;
        return file;
      },
      set: (inputs, file) => void this.#files.set(key(inputs), file),
    };
  }
}

/** Some hundred map tiles, for each thread. */
export const finishedTiles = new FinishedTiles(8 * 1024 * 1024);
