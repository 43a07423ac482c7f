import type { Algorithm } from '../../functions/shared/algorithms/declare.ts';
import { exampleNode } from '../../functions/shared/algorithms/example.ts';
import { REGISTRY } from '../../functions/shared/algorithms/registry.ts';
import { call, constant } from '../../functions/shared/expression/language.testing.ts';
import type { Json } from '../../functions/shared/values/value.ts';
import { literal, SIMPLE_TYPES } from './literals.ts';
import { Random } from './random.ts';

const ALGORITHMS = [...REGISTRY.values()];
const NUMBERS = ['Number', 'Float', 'Integer', 'Long', 'Boolean'];
const ELEMENTS = ['Element', 'Feature', 'Image<unknown bands>', 'FeatureCollection', 'ImageCollection'];
const MOST_CALLS = 40;

export interface RandomExpression {
  readonly result: string;
  readonly values: { [key: string]: Json };
}

type JsonObject = { [key: string]: Json };

/** Types that a value is likely to come under if a parameter asks for another of them. */
function kindOf(type: string): string {
  if (NUMBERS.includes(type)) return 'Number';
  if (ELEMENTS.includes(type) && type !== 'Image<unknown bands>') return 'Element';
  if (type === '<any>') return 'Object';
  return type.replace(/<(?!unknown).*/, '');
}

const PRODUCERS = Map.groupBy(ALGORITHMS, ({ returns }) => kindOf(returns));

/** The random expression of a seed: mostly right, now and then wrong in every way that a request can be. */
export function randomExpression(seed: number): RandomExpression {
  return new GraphBuilder(new Random(seed)).build();
}

class GraphBuilder {
  readonly #random: Random;
  readonly #values: { [key: string]: Json } = {};
  readonly #shared = new Map<string, string[]>();
  readonly #scope: string[] = [];
  #calls = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  build(): RandomExpression {
    this.#values['result'] = this.#call(this.#random.pick(ALGORITHMS), 1 + this.#random.below(5));
    return { result: 'result', values: this.#values };
  }

  #node(type: string, depth: number): Json {
    const random = this.#random;
    const roll = random.next();
    if (roll < 0.04) return this.#node(random.pick(SIMPLE_TYPES), depth - 1);
    if (roll < 0.05) return constant(null);
    if (roll < 0.054) return { valueReference: random.pick(['nowhere', 'result', 'k0', 'k1', '__proto__']) };
    if (roll < 0.056) return { argumentReference: random.pick(['unbound', 'p0']) };
    if (this.#scope.length > 0 && roll < 0.3) return { argumentReference: random.pick(this.#scope) };
    const shared = this.#shared.get(kindOf(type));
    if (shared && roll < 0.4) return { valueReference: random.pick(shared) };
    if (type === 'Algorithm') return this.#function(depth);
    const producers = PRODUCERS.get(kindOf(type)) ?? ALGORITHMS;
    if (depth <= 0 || this.#calls >= MOST_CALLS || random.chance(0.25)) return literal(type, random);
    return this.#share(type, this.#call(random.pick(random.chance(0.04) ? ALGORITHMS : producers), depth));
  }

  /** Some nodes are put aside, so that others can refer to them. */
  #share(type: string, node: Json): Json {
    if (!this.#random.chance(0.4)) return node;
    const key = `k${Object.keys(this.#values).length}`;
    this.#values[key] = node;
    const kind = kindOf(type);
    this.#shared.set(kind, [...(this.#shared.get(kind) ?? []), key]);
    return { valueReference: key };
  }

  #function(depth: number): Json {
    const random = this.#random;
    if (random.chance(0.25)) return constant(random.chance(0.9) ? random.pick(ALGORITHMS).name : 'Nonsense');
    const names = Array.from({ length: random.below(3) + (random.chance(0.9) ? 1 : 0) }, (_, i) => {
      return `p${this.#scope.length + i}`;
    });
    this.#scope.push(...names);
    const body = `body${Object.keys(this.#values).length}`;
    this.#values[body] = constant(null);
    this.#values[body] = this.#call(random.pick(ALGORITHMS), depth - 1);
    this.#scope.length -= names.length;
    return { functionDefinitionValue: { argumentNames: names, body } };
  }

  /** A call: with the arguments of one of the algorithm's examples, with some of them changed, or with random ones. */
  #call(algorithm: Algorithm, depth: number): Json {
    this.#calls++;
    const random = this.#random;
    const { examples, name, parameters } = algorithm;
    const like = examples.length > 0 && random.chance(0.5) ? exampleArguments(algorithm, random) : undefined;
    const args: JsonObject = {};
    for (const [argument, { type, optional }] of parameters) {
      const keep = like !== undefined && random.chance(0.75);
      if (keep && Object.hasOwn(like, argument)) args[argument] = like[argument];
      else if (!keep && !random.chance(optional ? 0.5 : 0.01)) args[argument] = this.#node(type.name, depth - 1);
    }
    if (random.chance(0.005)) args['surplus'] = constant(1);
    return call(random.chance(0.002) ? 'Nonsense.name' : name, args);
  }
}

/** The arguments of one of an algorithm's examples, as nodes. */
export function exampleArguments({ name, examples }: Algorithm, random: Random): JsonObject {
  const node = exampleNode(name, random.pick(examples).args) as { functionInvocationValue: { arguments: JsonObject } };
  return node.functionInvocationValue.arguments;
}
