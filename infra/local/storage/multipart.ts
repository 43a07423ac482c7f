import { invalid } from './errors.ts';
import type { Json } from './object-metadata.ts';
import { parseJson } from './request.ts';

/** An upload of `multipart/related`: metadata first, then the contents, which are still to be read. */
export interface MultipartUpload {
  metadata: Json;
  /** The content type of the second part. */
  contentType: string | undefined;
  media: AsyncIterable<Buffer>;
}

/** Metadata longer than this is refused. */
const MOST_METADATA_BYTES = 2 << 20;

/** The boundary of a `multipart/related` content type. 400 where there is none. */
export function multipartBoundary(contentType: string | undefined): string {
  const match = /^multipart\/related\s*;.*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType ?? '');
  if (!match) throw invalid(`A multipart upload needs the content type multipart/related with a boundary.`);
  return (match[1] ?? match[2])!;
}

/** Takes a multipart upload apart as it comes in; the contents are passed on without being held. */
export async function readMultipart(body: AsyncIterable<Buffer>, boundary: string): Promise<MultipartUpload> {
  const input = new BufferedInput(body);
  await input.until(`--${boundary}`);
  await input.until('\r\n');
  await readPartHeaders(input);
  const metadata = parseJson((await input.until(`\r\n--${boundary}`)).toString());
  await input.until('\r\n');
  const headers = await readPartHeaders(input);
  return { metadata, contentType: headers.get('content-type'), media: input.stream(`\r\n--${boundary}--`) };
}

async function readPartHeaders(input: BufferedInput): Promise<Map<string, string>> {
  const headers = new Map<string, string>();
  for (;;) {
    const line = (await input.until('\r\n')).toString('latin1');
    if (line === '') return headers;
    const colon = line.indexOf(':');
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}

/** Bytes as they come in, searched for delimiters. */
class BufferedInput {
  readonly #source: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The bytes before a delimiter, which is taken too. */
  async until(delimiter: string): Promise<Buffer> {
    for (;;) {
      const at = this.#held.indexOf(delimiter);
      if (at >= 0) {
        const before = this.#held.subarray(0, at);
        this.#held = this.#held.subarray(at + Buffer.byteLength(delimiter));
        return before;
      }
      if (this.#held.length > MOST_METADATA_BYTES) throw invalid('The metadata of the multipart upload is too long.');
      this.#held = Buffer.concat([this.#held, await this.#next()]);
    }
  }

  /** The bytes before a delimiter as they come, however many: none is copied, but for those where two pieces meet. */
  async *stream(delimiter: string): AsyncGenerator<Buffer> {
    const kept = Buffer.byteLength(delimiter) - 1;
    for (;;) {
      const at = this.#held.indexOf(delimiter);
      if (at >= 0) {
        yield this.#held.subarray(0, at);
        return;
      }
      // The delimiter may have begun in the last bytes.
      const passed = Math.max(this.#held.length - kept, 0);
      if (passed > 0) yield this.#held.subarray(0, passed);
      const tail = this.#held.subarray(passed);
      const next = await this.#next();
      const border = Buffer.concat([tail, next.subarray(0, kept)]);
      const within = border.indexOf(delimiter);
      if (within >= 0 || next.length < kept) {
        this.#held = Buffer.concat([tail, next]);
        continue;
      }
      yield tail;
      this.#held = next;
    }
  }

  async #next(): Promise<Buffer> {
    const { value, done } = await this.#source.next();
    if (done) throw invalid('The multipart upload ended before its last boundary.');
    return value;
  }
}
