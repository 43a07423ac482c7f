import type { Value } from '../values/value.ts';
import type { GraphNode } from './graph.ts';

/** The arguments of one call of a function, and the values of the nodes that depend on them. */
export class Frame {
  readonly parent: Frame | undefined;
  readonly #names: readonly string[];
  readonly #values: readonly Value[];
  readonly memo = new Map<GraphNode, Value>();

  constructor(names: readonly string[], values: readonly Value[], parent?: Frame) {
    this.#names = names;
    this.#values = values;
    this.parent = parent;
  }

  binds(name: string): boolean {
    return this.#names.includes(name);
  }

  /** The value of an argument here or in an enclosing call. */
  lookup(name: string): Value | undefined {
    for (let frame: Frame | undefined = this; frame; frame = frame.parent) {
      const at = frame.#names.indexOf(name);
      if (at >= 0) return frame.#values[at] ?? null;
    }
    return undefined;
  }

  /**
   * The frame that remembers a node's value: that of the innermost call that binds an argument which the node depends on. A node that
   * depends on no argument is computed once for the request, wherever it occurs.
   */
  homeOf(node: GraphNode): Frame {
    let frame: Frame = this;
    while (frame.parent !== undefined && (node.free.size === 0 || !frame.#bindsAny(node.free))) frame = frame.parent;
    return frame;
  }

  #bindsAny(names: ReadonlySet<string>): boolean {
    for (const name of this.#names) if (names.has(name)) return true;
    return false;
  }
}
