/**
 * Gathers bytes that come in small pieces into pieces of at least a size, but for the last one: each that is sent or compressed costs a call.
 * @param least bytes of a piece
 */
export async function* gathered(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  least: number,
): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bytes) {
    pieces.push(piece);
    size += piece.length;
    if (size < least) continue;
    yield Buffer.concat(pieces);
    pieces = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(pieces);
}
