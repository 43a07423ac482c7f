import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { namedError, wrong } from '../../errors.ts';
import { keepingPredictors } from '../../learning/kept-predictors.ts';
import type { Learner, Mode, Model } from '../../learning/model.ts';
import { classesOf, type Samples, type Work } from '../../learning/samples.ts';
import type { Gathered } from './gather.ts';

/** The most bytes of models that are kept from earlier requests. */
const CACHE_BYTES = 128 * 1024 * 1024;
/** Most different classes. */
const MAX_CLASSES = 1_000;
const MAX_CLASS = 2 ** 31 - 1;

/** Models by their samples and method, because each tile of a map asks for the same one. */
const learnt = new LRUCache<string, Model>({ maxSize: CACHE_BYTES, sizeCalculation: ({ bytes }) => 1 + bytes });

/** The samples of a training, and the models that have been learnt from them. */
export class Training {
  readonly schema: readonly string[];
  readonly samples: Samples;
  /** The algorithm that trains, for messages: learning may happen later, in another one. */
  readonly #algorithm: string;
  /** The learner's name and parameters. */
  readonly #method: string;
  readonly #targetName: string;
  readonly #models = new Map<string, Model>();
  #classes: Float64Array | undefined;
  #digest: string | undefined;

  constructor(algorithm: string, method: string, targetName: string, { schema, samples }: Gathered) {
    this.#algorithm = algorithm;
    this.#method = method;
    this.#targetName = targetName;
    this.schema = schema;
    this.samples = samples;
  }

  classes(): Float64Array {
    this.#classes ??= this.#checkedClasses();
    return this.#classes;
  }

  model(learner: Learner, mode: Mode, work: Work): Model {
    const variant = learner.variant?.(mode) ?? String(learner.regression(mode));
    const known = this.#models.get(variant);
    if (known) return known;
    this.#digest ??= digestOf(this.samples);
    const key = `${variant}:${this.#method}:${this.#digest}`;
    const model = learnt.get(key) ?? this.#learn(learner, mode, work);
    learnt.set(key, model);
    this.#models.set(variant, model);
    return model;
  }

  #learn(learner: Learner, mode: Mode, work: Work): Model {
    try {
      return keepingPredictors(learner.learn(this.samples, mode, work));
    } catch (error) {
      throw namedError(this.#algorithm, error);
    }
  }

  #checkedClasses(): Float64Array {
    const { labels } = classesOf(this.samples.targets);
    const odd = labels.find((label) => !(Number.isInteger(label) && label >= 0 && label <= MAX_CLASS));
    if (odd !== undefined) {
      throw wrong(`Classes must be integers from 0. The property '${this.#targetName}' has the value ${odd}.`);
    }
    if (labels.length > MAX_CLASSES) {
      throw wrong(
        `The property '${this.#targetName}' has ${labels.length} classes; at most ${MAX_CLASSES} are allowed. For numbers set the output mode 'REGRESSION'.`,
      );
    }
    return labels;
  }
}

function digestOf({ names, columns, targets }: Samples): string {
  const hash = createHash('sha256').update(JSON.stringify(names ?? []));
  for (const column of [...columns, targets]) hash.update(`${column.length};`).update(column);
  return hash.digest('base64');
}
