import { invalid, unimplemented } from '../errors.ts';
import { noteAlgorithm } from '../measures/meter.ts';
import { constantValue, integerValue } from '../values/constant.ts';
import { childrenOf, type GraphNode, NOTHING_FREE } from './graph.ts';

/** An expression as requests carry it: `{"result": KEY, "values": {KEY: NODE}}`. */
export interface ExpressionMessage {
  readonly result?: unknown;
  readonly values?: unknown;
}

type JsonObject = { readonly [key: string]: unknown };

/** Most nodes of one expression; the request's size bounds it too. */
const MAX_NODES = 1_000_000;

const NODE_FIELDS = [
  'constantValue',
  'integerValue',
  'bytesValue',
  'arrayValue',
  'dictionaryValue',
  'valueReference',
  'argumentReference',
  'functionDefinitionValue',
  'functionInvocationValue',
] as const;

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A slot to be filled with the node that a piece of JSON describes. */
interface Pending {
  readonly json: unknown;
  readonly into: GraphNode[];
  readonly at: number;
}

/**
 * Decodes an expression into its graph, without recursion: expressions may be chains of many thousand nodes.
 * Throws INVALID_ARGUMENT for anything malformed, references that lead nowhere, and cycles.
 */
export function decodeExpression(message: ExpressionMessage): GraphNode {
  if (!isJsonObject(message)) throw invalid("Invalid value at 'expression': an object is expected.");
  if (!isJsonObject(message.values)) throw invalid("Invalid expression: 'values' must be an object.");
  if (typeof message.result !== 'string') throw invalid("Invalid expression: 'result' must be a key of 'values'.");
  const decoder = new Decoder(message.values);
  const root = decoder.decode(message.result);
  linkFree(root);
  return root;
}

class Decoder {
  readonly #values: JsonObject;
  readonly #byKey = new Map<string, GraphNode>();
  readonly #pending: Pending[] = [];
  #count = 0;

  constructor(values: JsonObject) {
    this.#values = values;
  }

  decode(result: string): GraphNode {
    const root: GraphNode[] = [];
    this.#reference(result, root, 0);
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
      next.into[next.at] = this.#node(next.json, next.into, next.at) ?? next.into[next.at];
    }
    return root[0];
  }

  /** Fills a slot with the node of a key. Values that are but references are followed. */
  #reference(key: unknown, into: GraphNode[], at: number): void {
    const path = new Set<unknown>();
    let target = key;
    for (let json = this.#valueOf(target); isJsonObject(json) && Object.hasOwn(json, 'valueReference'); ) {
      path.add(target);
      target = json['valueReference'];
      if (path.has(target)) throw invalid('Invalid expression: a value refers to itself.');
      json = this.#valueOf(target);
    }
    const known = this.#byKey.get(target as string);
    const node = known ?? (this.#node(this.#valueOf(target), into, at) as GraphNode);
    this.#byKey.set(target as string, node);
    into[at] = node;
  }

  #valueOf(key: unknown): unknown {
    if (typeof key === 'string' && Object.hasOwn(this.#values, key)) return this.#values[key];
    throw invalid(`Invalid expression: there is no value with the key '${String(key).slice(0, 100)}'.`);
  }

  /** The node of a piece of JSON; its children are filled in later. Undefined: a reference, whose slot is taken care of. */
  #node(json: unknown, into: GraphNode[], at: number): GraphNode | undefined {
    if (++this.#count > MAX_NODES) throw invalid(`Invalid expression: more than ${MAX_NODES} nodes.`);
    if (!isJsonObject(json)) throw invalid('Invalid expression: a node must be an object.');
    const fields = NODE_FIELDS.filter((field) => Object.hasOwn(json, field));
    if (fields.length !== 1) {
      throw invalid(`Invalid expression: a node must have exactly one of ${NODE_FIELDS.join(', ')}.`);
    }
    const value = json[fields[0]];
    switch (fields[0]) {
      case 'constantValue':
        return { kind: 'constant', value: constantValue(value), free: NOTHING_FREE };
      case 'integerValue':
        return { kind: 'constant', value: integerValue(value), free: NOTHING_FREE };
      case 'bytesValue':
        throw unimplemented("Terrane does not evaluate 'bytesValue' nodes yet.");
      case 'arrayValue':
        return this.#list(value);
      case 'dictionaryValue':
        return this.#dictionary(value);
      case 'valueReference':
        this.#reference(value, into, at);
        return undefined;
      case 'argumentReference':
        if (typeof value !== 'string') throw invalid("Invalid expression: 'argumentReference' must be a string.");
        return { kind: 'argument', name: value, children: [], free: new Set([value]) };
      case 'functionDefinitionValue':
        return this.#definition(value);
      case 'functionInvocationValue':
        return this.#invocation(value);
    }
  }

  #queue(json: readonly unknown[]): GraphNode[] {
    const children: GraphNode[] = new Array(json.length);
    json.forEach((child, at) => {
      this.#pending.push({ json: child, into: children, at });
    });
    return children;
  }

  #list(value: unknown): GraphNode {
    const values = isJsonObject(value) ? (value['values'] ?? []) : undefined;
    if (!Array.isArray(values)) throw invalid("Invalid expression: 'arrayValue' must have a list 'values'.");
    return { kind: 'list', children: this.#queue(values), free: NOTHING_FREE };
  }

  #dictionary(value: unknown): GraphNode {
    const values = isJsonObject(value) ? (value['values'] ?? {}) : undefined;
    if (!isJsonObject(values)) throw invalid("Invalid expression: 'dictionaryValue' must have an object 'values'.");
    const keys = Object.keys(values);
    return { kind: 'dictionary', keys, children: this.#queue(Object.values(values)), free: NOTHING_FREE };
  }

  #definition(value: unknown): GraphNode {
    const definition = isJsonObject(value) ? value : {};
    const parameters = definition['argumentNames'] ?? [];
    if (!Array.isArray(parameters) || !parameters.every((name) => typeof name === 'string')) {
      throw invalid("Invalid expression: 'argumentNames' of a function must be a list of strings.");
    }
    const children = this.#queue([{ valueReference: definition['body'] }]);
    return { kind: 'function', parameters, children, free: NOTHING_FREE };
  }

  #invocation(value: unknown): GraphNode {
    const invocation = isJsonObject(value) ? value : {};
    const { functionName: name, functionReference: reference, arguments: args = {} } = invocation;
    if (!isJsonObject(args)) throw invalid("Invalid expression: 'arguments' of a call must be an object.");
    const keys = Object.keys(args);
    if (typeof name === 'string' && reference === undefined) {
      noteAlgorithm(name);
      return { kind: 'call', name, keys, children: this.#queue(Object.values(args)), free: NOTHING_FREE };
    }
    if (name !== undefined || reference === undefined) {
      throw invalid("Invalid expression: a call must have a string 'functionName' or a 'functionReference'.");
    }
    const children = this.#queue([...Object.values(args), { valueReference: reference }]);
    return { kind: 'call', name: undefined, keys, children, free: NOTHING_FREE };
  }
}

/** Checks that there is no cycle, and notes on each node which arguments it depends on: children first. */
function linkFree(root: GraphNode): void {
  const open = new Set<GraphNode>();
  const done = new Set<GraphNode>();
  const stack: { node: GraphNode; next: number }[] = [{ node: root, next: 0 }];
  open.add(root);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const child = childrenOf(top.node)[top.next++];
    if (child === undefined) {
      top.node.free = freeOf(top.node);
      open.delete(top.node);
      done.add(top.node);
      stack.pop();
    } else if (open.has(child)) {
      throw invalid('Invalid expression: a value refers to itself.');
    } else if (!done.has(child)) {
      open.add(child);
      stack.push({ node: child, next: 0 });
    }
  }
}

function freeOf(node: GraphNode): ReadonlySet<string> {
  if (node.kind === 'argument') return node.free;
  let free = NOTHING_FREE;
  for (const child of childrenOf(node)) {
    if (child.free === free || child.free.size === 0) continue;
    free = free.size === 0 ? child.free : free.union(child.free);
  }
  return node.kind === 'function' && free.size > 0 ? free.difference(new Set(node.parameters)) : free;
}
