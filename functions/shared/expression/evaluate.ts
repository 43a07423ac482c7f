import { type Callable, encodeCallable } from '../algorithms/callable.ts';
import type { Context } from '../algorithms/context.ts';
import type { Algorithm } from '../algorithms/declare.ts';
import { unknownFunction } from '../algorithms/left-out.ts';
import { invalid } from '../errors.ts';
import type { Json, MaybePromise, Value } from '../values/value.ts';
import { Frame } from './frame.ts';
import type { CallNode, FunctionNode, GraphNode } from './graph.ts';
import { originOf } from './origin.ts';
import { profiledCall } from './profiled.ts';

/** Functions may be nested in functions this deep; chains and lists of any length do not count. */
const MAX_CALL_DEPTH = 100;

export type Registry = ReadonlyMap<string, Algorithm>;

/**
 * Evaluates graphs. Each node is evaluated once for each binding of the arguments that it depends on. The machine keeps
 * its own stack, so that the depth of an expression is bounded by memory only, and it waits only where an algorithm has
 * to: language alone runs without a single promise.
 */
export class Evaluator {
  readonly #registry: Registry;
  readonly #context: Context;
  #depth = 0;

  constructor(registry: Registry, context: Context) {
    this.#registry = registry;
    this.#context = context;
  }

  evaluate(root: GraphNode): MaybePromise<Value> {
    return this.#run(root, new Frame([], []));
  }

  #run(root: GraphNode, frame: Frame): MaybePromise<Value> {
    if (this.#depth >= MAX_CALL_DEPTH) throw invalid(`Functions are nested deeper than ${MAX_CALL_DEPTH} levels.`);
    this.#depth++;
    try {
      return new Machine(this.#registry, this.#context, this.#closure).run(root, frame);
    } finally {
      this.#depth--;
    }
  }

  readonly #closure = (node: FunctionNode, frame: Frame): Callable => ({
    typeName: 'Algorithm',
    parameters: node.parameters,
    call: (...args) => this.#run(node.children[0], new Frame(node.parameters, args, frame)),
    encode(): Json {
      return encodeCallable(this);
    },
  });
}

/** A built-in algorithm as a function value: arguments by position. */
function builtin(algorithm: Algorithm, context: Context): Callable {
  const parameters = algorithm.parameters.map(([name]) => name);
  return {
    typeName: 'Algorithm',
    parameters,
    call: (...args) =>
      algorithm.invoke(new Map(args.slice(0, parameters.length).map((arg, i) => [parameters[i], arg])), context),
    encode(): Json {
      return encodeCallable(this);
    },
  };
}

interface Task {
  readonly node: GraphNode;
  readonly frame: Frame;
  readonly phase: 'evaluate' | 'apply' | 'branch' | 'remember';
}

class Machine {
  readonly #registry: Registry;
  readonly #context: Context;
  readonly #closure: (node: FunctionNode, frame: Frame) => Callable;
  readonly #tasks: Task[] = [];
  readonly #values: Value[] = [];

  constructor(registry: Registry, context: Context, closure: (node: FunctionNode, frame: Frame) => Callable) {
    this.#registry = registry;
    this.#context = context;
    this.#closure = closure;
  }

  run(root: GraphNode, frame: Frame): MaybePromise<Value> {
    this.#tasks.push({ node: root, frame, phase: 'evaluate' });
    return this.#continue();
  }

  #continue(): MaybePromise<Value> {
    for (let task = this.#tasks.pop(); task !== undefined; task = this.#tasks.pop()) {
      if (task.phase === 'evaluate') this.#evaluate(task);
      else if (task.phase === 'branch') this.#branch(task);
      else if (task.phase === 'remember')
        task.frame.homeOf(task.node).memo.set(task.node, this.#values.at(-1) as Value);
      else {
        const waiting = this.#apply(task);
        if (waiting) return waiting.then(() => this.#continue());
      }
    }
    return this.#values.pop() as Value;
  }

  #evaluate({ node, frame }: Task): void {
    switch (node.kind) {
      case 'constant':
        this.#values.push(node.value);
        return;
      case 'argument': {
        const value = frame.lookup(node.name);
        if (value === undefined) throw invalid(`Invalid expression: argument '${node.name}' is not bound here.`);
        this.#values.push(value);
        return;
      }
      case 'function':
        this.#values.push(this.#closure(node, frame));
        return;
    }
    const known = frame.homeOf(node).memo.get(node);
    if (known !== undefined) {
      this.#values.push(known);
      return;
    }
    this.#context.spend(1);
    const test = node.kind === 'call' ? this.#branchOf(node) : undefined;
    if (test) {
      this.#tasks.push({ node, frame, phase: 'remember' }, { node, frame, phase: 'branch' });
      this.#tasks.push({ node: test, frame, phase: 'evaluate' });
      return;
    }
    this.#tasks.push({ node, frame, phase: 'apply' });
    for (let i = node.children.length - 1; i >= 0; i--) {
      this.#tasks.push({ node: node.children[i], frame, phase: 'evaluate' });
    }
  }

  /** The test of a call that evaluates just one of its alternatives. */
  #branchOf(node: CallNode): GraphNode | undefined {
    const branch = node.name === undefined ? undefined : this.#registry.get(node.name)?.branch;
    return branch ? node.children[node.keys.indexOf(branch.test)] : undefined;
  }

  #branch({ node, frame }: Task): void {
    const call = node as CallNode;
    const branch = this.#registry.get(call.name as string)?.branch;
    const chosen = branch?.choose(this.#values.pop() as Value);
    const at = call.keys.indexOf(chosen as string);
    if (at < 0) this.#values.push(null);
    else this.#tasks.push({ node: call.children[at], frame, phase: 'evaluate' });
  }

  /** Makes a node's value from its children's, which are on the stack. Returns a promise if that takes waiting. */
  #apply({ node, frame }: Task): Promise<void> | undefined {
    if (node.kind === 'constant') return undefined;
    const children = this.#values.splice(this.#values.length - node.children.length);
    const finish = (value: Value): void => {
      this.#values.push(value);
      frame.homeOf(node).memo.set(node, value);
    };
    if (node.kind === 'list') finish(children);
    else if (node.kind === 'dictionary') finish(new Map(node.keys.map((key, i) => [key, children[i]])));
    else if (node.kind === 'call') {
      const result = this.#call(node, children);
      if (result instanceof Promise) return result.then(finish);
      finish(result);
    }
    return undefined;
  }

  #call(node: CallNode, children: Value[]): MaybePromise<Value> {
    if (node.name === undefined) {
      const callable = children[children.length - 1] as Callable;
      if (typeof callable?.call !== 'function')
        throw invalid('Invalid expression: the value that is called is not a function.');
      return callable.call(...callable.parameters.map((name) => children[node.keys.indexOf(name)] ?? null));
    }
    const algorithm = this.#registry.get(node.name);
    if (!algorithm) throw invalid(unknownFunction(node.name));
    const args = new Map<string, Value>();
    node.keys.forEach((key, i) => {
      args.set(key, this.#functionByName(algorithm, key, children[i]));
    });
    const { profiler } = this.#context.pixels;
    if (profiler) return profiledCall(profiler, algorithm.name, () => this.#invoke(algorithm, node, args));
    return this.#invoke(algorithm, node, args);
  }

  #invoke(algorithm: Algorithm, node: CallNode, args: ReadonlyMap<string, Value>): MaybePromise<Value> {
    if (algorithm.keeps) return algorithm.invoke(args, this.#context, () => originOf(node, this.#registry));
    return algorithm.invoke(args, this.#context);
  }

  /** The built-in function that a string names, if the argument expects a function; other values stay as they are. */
  #functionByName(algorithm: Algorithm, argument: string, value: Value): Value {
    if (typeof value !== 'string') return value;
    const parameter = algorithm.parameters.find(([name]) => name === argument)?.[1];
    if (parameter?.type.name !== 'Algorithm') return value;
    const named = this.#registry.get(value);
    if (!named) throw invalid(`${algorithm.name}, argument '${argument}': Unknown function '${value}'.`);
    return builtin(named, this.#context);
  }
}
