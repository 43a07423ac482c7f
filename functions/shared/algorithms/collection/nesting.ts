import { wrong } from '../../errors.ts';

/** The depth limit of structures that are processed by recursion. */
const MAX_DEPTH = 500;
/** The limit of parts of structures that are processed as trees; a shared part counts each time. */
const MAX_SIZE = 100_000;

/** The depth of a structure made of others of its kind, and the number of its parts, each counted as often as it occurs. */
export interface Nesting {
  readonly depth: number;
  readonly size: number;
}

/**
 * The nesting of a structure made of parts.
 * @throws INVALID_ARGUMENT if it is too deep or too large
 */
export function nestingOf(what: string, parts: readonly Nesting[]): Nesting {
  const depth = parts.reduce((deepest, part) => Math.max(deepest, part.depth), 0) + 1;
  const size = parts.reduce((sum, part) => sum + part.size, 1);
  if (depth > MAX_DEPTH) throw wrong(`${what} may be nested at most ${MAX_DEPTH} deep.`);
  if (size > MAX_SIZE) throw wrong(`${what} may be made of at most ${MAX_SIZE} parts.`);
  return { depth, size };
}

/**
 * The depth of a collection that reads from others; the number of reads is not limited here.
 * @throws INVALID_ARGUMENT if it is too deep
 */
export function depthOver(what: string, sources: readonly { readonly depth: number }[]): number {
  return nestingOf(
    what,
    sources.map(({ depth }) => ({ depth, size: 0 })),
  ).depth;
}
