import { SpareBuffers } from '../spare-buffers.ts';
import type { ObjectPlace } from '../storage-names.ts';
import { storage } from './storage.ts';
import { writePart } from './write-part.ts';

/** Bytes that are sent at a time. */
const PIECE = 1024 * 1024;
/** Bytes of memory for pieces that a thread keeps for its next part. */
const SPARE_BYTES = 16 * PIECE;

const spare = new SpareBuffers(SPARE_BYTES);

/**
 * A part of a file that is sent while its bytes are still being computed: when the last of them is there, most have arrived. They are kept
 * until then: if that fails, be it that the connection has waited for bytes for too long, they are sent again, as often as is usual.
 */
export class GrowingPart {
  readonly #place: ObjectPlace;
  /** All are full, but for the last one. */
  readonly #pieces: Uint8Array[] = [];
  /** Bytes in the last piece, and how many of them have been sent. */
  #filled = 0;
  #sent = 0;
  /** Undefined before the first byte. */
  #sending: Sending | undefined;

  /** @param place as for `writePart` */
  constructor(place: ObjectPlace) {
    this.#place = place;
  }

  /** @param bytes are copied */
  add(bytes: Uint8Array): void {
    this.#sending ??= new Sending(this.#place);
    for (let from = 0; from < bytes.length; ) {
      if (this.#pieces.length === 0 || this.#filled === PIECE) this.#open();
      const part = bytes.subarray(from, from + PIECE - this.#filled);
      this.#last().set(part, this.#filled);
      this.#filled += part.length;
      from += part.length;
    }
    // The connection is not kept waiting.
    if (this.#filled - this.#sent >= PIECE / 4) this.#send();
  }

  /**
   * To be called when all bytes have been added.
   * @returns the object's generation; empty if there are no bytes, and no object
   */
  async finish(): Promise<string> {
    if (!this.#sending) return '';
    this.#send();
    const generation = await this.#sending.finish();
    // What may still be read by a call that has failed is not used again.
    if (generation === undefined) return writePart(this.#place, this.#bytes());
    for (const piece of this.#pieces) spare.give(piece);
    return generation;
  }

  /**
   * To be called if there will not be more: ends the call. What has been sent is an object that nobody needs, since the client cannot break
   * off a call; whoever tidies up finds it in its place.
   */
  async giveUp(): Promise<void> {
    if (this.#sending) this.#send();
    await this.#sending?.finish();
  }

  #last(): Uint8Array {
    return this.#pieces[this.#pieces.length - 1];
  }

  #open(): void {
    this.#send();
    this.#pieces.push(spare.take(PIECE));
    this.#filled = 0;
    this.#sent = 0;
  }

  #send(): void {
    if (this.#filled > this.#sent) this.#sending?.add(this.#last().subarray(this.#sent, this.#filled));
    this.#sent = this.#filled;
  }

  #bytes(): Buffer {
    return Buffer.concat([...this.#pieces.slice(0, -1), this.#last().subarray(0, this.#filled)]);
  }
}

/** One call that writes an object, and is not repeated. The client's `save` would not tell that a call has failed before it has all bytes. */
class Sending {
  readonly #stream;
  readonly #generation: Promise<string | undefined>;

  constructor({ bucket, object }: ObjectPlace) {
    const file = storage().bucket(bucket).file(object);
    this.#stream = file.createWriteStream({
      resumable: false,
      contentType: 'application/octet-stream',
      preconditionOpts: { ifGenerationMatch: 0 },
    });
    this.#generation = new Promise((resolve) => {
      this.#stream.on('finish', () => resolve(String(file.metadata.generation)));
      this.#stream.on('error', () => resolve(undefined));
      this.#stream.on('close', () => resolve(undefined));
    });
  }

  add(bytes: Uint8Array): void {
    if (this.#stream.writable) this.#stream.write(bytes);
  }

  /** @returns the object's generation; undefined if it has perhaps not been written */
  finish(): Promise<string | undefined> {
    if (this.#stream.writable) this.#stream.end();
    return this.#generation;
  }
}
