import { createHash } from 'node:crypto';
import type { Algorithm } from '../algorithms/declare.ts';
import type { Origin } from '../algorithms/origin.ts';
import { TypedNumber } from '../values/number.ts';
import type { Value } from '../values/value.ts';
import { type CallNode, childrenOf, type GraphNode } from './graph.ts';

/** Most assets of an origin: more are not worth keeping track of. */
const MAX_ASSETS = 200;

/** The origins of nodes; null for a value that does not follow from an origin. */
const origins = new WeakMap<GraphNode, Origin | null>();

/**
 * The origin of a node's value: equal for equal nodes of any requests. Undefined if the value depends on the arguments of a function, or on
 * data that may change while the version of the asset does not: collections of images, objects in Cloud Storage, assets whose ids are
 * computed.
 */
export function originOf(root: GraphNode, registry: ReadonlyMap<string, Algorithm>): Origin | undefined {
  if (root.free.size > 0) return undefined;
  // Children first, without recursion: expressions may be chains of many thousand nodes.
  const stack: { node: GraphNode; next: number }[] = [{ node: root, next: 0 }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const child = childrenOf(top.node)[top.next++];
    if (child === undefined) {
      origins.set(top.node, ownOrigin(top.node, registry));
      stack.pop();
    } else if (!origins.has(child)) stack.push({ node: child, next: 0 });
  }
  return origins.get(root) ?? undefined;
}

/** The origin of a node whose children have theirs. */
function ownOrigin(node: GraphNode, registry: ReadonlyMap<string, Algorithm>): Origin | null {
  const children: Origin[] = [];
  for (const child of childrenOf(node)) {
    const origin = origins.get(child);
    if (!origin) return null;
    children.push(origin);
  }
  let assets = unionOf(children);
  if (node.kind === 'call') {
    const source = node.name === undefined ? undefined : registry.get(node.name)?.source;
    if (source === 'changing') return null;
    if (source !== undefined) {
      const id = constantArgument(node, source.asset);
      if (typeof id !== 'string') return null;
      assets = assets.includes(id) ? assets : [...assets, id].sort();
    }
  }
  if (assets.length > MAX_ASSETS) return null;
  // A function may be given by its name, and then load whatever it computes.
  if (node.kind === 'constant' && typeof node.value === 'string' && registry.get(node.value)?.source) return null;
  const digest = createHash('sha256')
    .update(JSON.stringify(written(node, children), unambiguous))
    .digest('base64');
  return { digest, assets };
}

/** The same list where one has them all: most calls have one child that loads assets. */
function unionOf(origins: readonly Origin[]): readonly string[] {
  let all: readonly string[] = [];
  for (const { assets } of origins) {
    if (assets === all || assets.length === 0) continue;
    all = all.length === 0 ? assets : [...new Set([...all, ...assets])].sort();
  }
  return all;
}

function constantArgument({ keys, children }: CallNode, key: string): Value | undefined {
  const child = children[keys.indexOf(key)];
  return child?.kind === 'constant' ? child.value : undefined;
}

/** The content of a node as JSON-like data, with the digests of its children in place of them. */
function written(node: GraphNode, children: readonly Origin[]): unknown {
  const digests = children.map(({ digest }) => digest);
  switch (node.kind) {
    case 'constant':
      return ['constant', node.value];
    case 'list':
      return ['list', digests];
    case 'argument':
      return ['argument', node.name];
    case 'function':
      return ['function', node.parameters, digests];
    case 'dictionary':
      return ['dictionary', node.keys, digests];
    case 'call': {
      const args = node.keys.map((key, i) => [key, digests[i]]).sort(([a], [b]) => (a < b ? -1 : 1));
      // What is called comes after the arguments.
      return ['call', node.name ?? null, args, digests.slice(node.keys.length)];
    }
  }
}

/** A replacer for JSON.stringify that writes values which JSON cannot tell apart: bigints, maps, typed numbers and -0. */
function unambiguous(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return { bigint: String(value) };
  if (value instanceof Map) return { entries: [...value] };
  if (value instanceof TypedNumber) return { type: value.type, value: value.value };
  return Object.is(value, -0) ? { negative: 0 } : value;
}
