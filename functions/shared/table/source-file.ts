import { invalid, isServiceError } from '../errors.ts';
import { dosDecoder } from './dos-code-pages.ts';

/** A file to be read, more than once if need be. */
export interface SourceFile {
  /** What messages call it. */
  readonly name: string;
  open(): AsyncIterable<Uint8Array>;
}

/** The characters of a file. */
export async function* textOf({ name, open }: SourceFile, charset: string): AsyncGenerator<string> {
  const decoder = decoderOf(charset);
  const decode = (bytes?: Uint8Array) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch (error) {
      if (error instanceof TypeError)
        throw invalid(
          `${name} is not valid ${charset}: give its 'charset', or rewrite the file: iconv -f WINDOWS-1252 -t UTF-8 in > out.`,
        );
      throw error;
    }
  };
  for await (const bytes of open()) {
    const text = decode(bytes);
    if (text !== '') yield text;
  }
  const rest = decode();
  if (rest !== '') yield rest;
}

/** A decoder of texts that come in pieces, or as a whole. Bytes that are no text are a TypeError. */
export interface Decoder {
  decode(bytes?: Uint8Array, options?: { readonly stream: boolean }): string;
}

/** Decodes a charset strictly: one that the platform knows, or a code page of DOS (`cp850`). */
export function decoderOf(charset: string): Decoder {
  const [, page] = /^(?:cp|ibm)-?(\d{3})$/i.exec(charset) ?? [];
  const dos = page === undefined ? undefined : dosDecoder(Number(page));
  if (dos !== undefined) return dos;
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch (error) {
    if (error instanceof RangeError) throw invalid(`Unknown charset '${charset.slice(0, 50)}'.`);
    throw error;
  }
}

/** An error of a row gets the place of it. */
export function at(place: string, error: unknown): unknown {
  return isServiceError(error) ? invalid(`${place}: ${error.message}`) : error;
}
