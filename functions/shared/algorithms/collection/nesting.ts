import { wrong } from '../../errors.ts';

/** What is worked through by recursion may be nested less deep than this. */
const MAX_DEPTH = 500;
/** What is worked through as a tree, however much of it is shared, may have fewer parts than this. */
const MAX_SIZE = 100_000;

/** How deep something is that is made of others of its kind, and of how many, each counted as often as it occurs. */
export interface Nesting {
  readonly depth: number;
  readonly size: number;
}

/** The nesting of what is made of parts; an error if it is too deep or too large. */
export function nestingOf(what: string, parts: readonly Nesting[]): Nesting {
  const depth = parts.reduce((deepest, part) => Math.max(deepest, part.depth), 0) + 1;
  const size = parts.reduce((sum, part) => sum + part.size, 1);
  if (depth > MAX_DEPTH) throw wrong(`${what} may be nested at most ${MAX_DEPTH} deep.`);
  if (size > MAX_SIZE) throw wrong(`${what} may be made of at most ${MAX_SIZE} parts.`);
  return { depth, size };
}

/** The nesting of what reads from others; an error if it is too deep. How often something is read is a matter of time. */
export function depthOver(what: string, sources: readonly { readonly depth: number }[]): number {
  return nestingOf(
    what,
    sources.map(({ depth }) => ({ depth, size: 0 })),
  ).depth;
}
