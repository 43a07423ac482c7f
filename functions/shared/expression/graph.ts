import type { Value } from '../values/value.ts';

/**
 * An expression as a graph: references are resolved to the nodes themselves, so that shared parts are one object.
 * Free of cycles once decoded.
 */
export type GraphNode = ConstantNode | ListNode | DictionaryNode | ArgumentNode | FunctionNode | CallNode;

interface NodeFields {
  /** Arguments of enclosing functions that the node's value depends on. */
  free: ReadonlySet<string>;
}

export interface ConstantNode extends NodeFields {
  readonly kind: 'constant';
  readonly value: Value;
}

export interface ListNode extends NodeFields {
  readonly kind: 'list';
  readonly children: readonly GraphNode[];
}

export interface DictionaryNode extends NodeFields {
  readonly kind: 'dictionary';
  readonly keys: readonly string[];
  readonly children: readonly GraphNode[];
}

/** The argument of an enclosing function. */
export interface ArgumentNode extends NodeFields {
  readonly kind: 'argument';
  readonly name: string;
  readonly children: readonly GraphNode[];
}

export interface FunctionNode extends NodeFields {
  readonly kind: 'function';
  readonly parameters: readonly string[];
  /** The body alone. */
  readonly children: readonly GraphNode[];
}

/** A call by name, or of a function that is a value: then the function is the last child, and `name` is undefined. */
export interface CallNode extends NodeFields {
  readonly kind: 'call';
  readonly name: string | undefined;
  readonly keys: readonly string[];
  readonly children: readonly GraphNode[];
}

export const NOTHING_FREE: ReadonlySet<string> = new Set();

/** The nodes that a node's own value is made from. */
export function childrenOf(node: GraphNode): readonly GraphNode[] {
  return node.kind === 'constant' ? [] : node.children;
}
