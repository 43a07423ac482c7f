import type { ObjectPlace } from '../storage-names.ts';
import { storage } from './clients.ts';
import { writePart } from './write-part.ts';

/**
 * A part of a file that is sent while its bytes are still being computed: when the last of them is there, most have arrived. They are kept
 * until then: if that fails, be it that the connection has waited for bytes for too long, they are sent again, as often as is usual.
 */
export class GrowingPart {
  readonly #place: ObjectPlace;
  readonly #pieces: Uint8Array[] = [];
  /** Undefined before the first byte. */
  #sending: Sending | undefined;

  /** @param place as for `writePart` */
  constructor(place: ObjectPlace) {
    this.#place = place;
  }

  add(bytes: Uint8Array): void {
    this.#pieces.push(bytes);
    this.#sending ??= new Sending(this.#place);
    this.#sending.add(bytes);
  }

  /**
   * To be called when all bytes have been added.
   * @returns the object's generation; empty if there are no bytes, and no object
   */
  async finish(): Promise<string> {
    if (!this.#sending) return '';
    return (await this.#sending.finish()) ?? writePart(this.#place, Buffer.concat(this.#pieces));
  }

  /**
   * To be called if there will not be more: ends the call. What has been sent is an object that nobody needs, since the client cannot break
   * off a call; whoever tidies up finds it in its place.
   */
  async giveUp(): Promise<void> {
    await this.#sending?.finish();
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
