import { invalid } from '../errors.ts';

/** The wanted fields and, below each, the wanted fields of it; an empty mask means all. */
type Mask = ReadonlyMap<string, Mask>;
type MutableMask = Map<string, MutableMask>;

const MAX_DEPTH = 50;

/** A partial reply: the fields that `fields=a,b(c,d),e/f` names. Lists are looked through. */
export function selectFields(reply: unknown, text: string): unknown {
  return select(reply, parseMask(text));
}

function select(value: unknown, mask: Mask): unknown {
  if (mask.size === 0 || mask.has('*')) return value;
  if (Array.isArray(value)) return value.map((element) => select(element, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) => {
      const below = mask.get(name);
      return below ? [[name, select(field, below)]] : [];
    }),
  );
}

/** Reads `a,b(c,d),e/f`. */
function parseMask(text: string): Mask {
  const tokens = text.match(/[^(),/\s]+|[(),/]/g) ?? [];
  let at = 0;
  const problem = () => invalid(`Invalid field selection ${text.slice(0, 100)}`);

  function list(depth: number): MutableMask {
    if (depth > MAX_DEPTH) throw problem();
    const mask: MutableMask = new Map();
    do path(mask, depth);
    while (tokens[at] === ',' && ++at > 0);
    return mask;
  }
  function path(into: MutableMask, depth: number): void {
    let mask = into;
    do {
      const name = tokens[at++];
      if (name === undefined || /^[(),/]$/.test(name)) throw problem();
      const below = mask.get(name) ?? new Map();
      mask.set(name, below);
      mask = below;
    } while (tokens[at] === '/' && ++at > 0);
    if (tokens[at] !== '(') return;
    at++;
    for (const [name, below] of list(depth + 1)) mask.set(name, below);
    if (tokens[at++] !== ')') throw problem();
  }

  const mask = list(0);
  if (at < tokens.length) throw problem();
  return mask;
}
