/** The most bytes of a block: what tiles have is mostly a multiple of it. */
const BLOCK = 65_536;
/** The most bytes that deflate can store in one piece. */
export const MOST_STORED = 65_535;
const STREAM_BYTES = 2 + 4;
const STORED_BYTES = 5;

/** The number of blocks that so many bytes are cut into, about equally. */
export function blockCount(size: number): number {
  return Math.max(1, Math.ceil(size / BLOCK));
}

/**
 * The most bytes of a stream, where all blocks are stored, in two pieces each; with eight more, since bits may be written by eight bytes at a
 * time.
 */
export function mostBytes(size: number): number {
  return STREAM_BYTES + size + 2 * blockCount(size) * STORED_BYTES + 8;
}
