import { wrong } from '../../errors.ts';
import type { Learner, Mode, Model } from '../../learning/model.ts';
import type { Work } from '../../learning/samples.ts';
import type { Json, ObjectValue } from '../../values/value.ts';
import type { Method } from './method.ts';

/** The knowledge of a classifier, learnt from samples or given from the start. */
export interface Knowledge {
  /** The names of its inputs, in their order. */
  readonly schema: readonly string[];
  /**
   * The classes in ascending order.
   * @throws INVALID_ARGUMENT if targets are not valid classes
   */
  classes(): Float64Array;
  /** Learns if that has not been done. */
  model(learner: Learner, mode: Mode, work: Work): Model;
  /** The texts of trees that were given from the start. */
  readonly texts?: readonly string[];
}

/** A classifier, trained or not, as `train` and `classify` take it. It learns when the first prediction is needed. */
export class Classifier implements ObjectValue {
  readonly typeName = 'Classifier';
  readonly method: Method;
  readonly mode: Mode;
  readonly #knowledge: Knowledge | null;

  constructor(method: Method, mode: Mode = method.learner.modes[0], knowledge: Knowledge | null = null) {
    this.method = method;
    this.mode = mode;
    this.#knowledge = knowledge;
  }

  get name(): string {
    return this.method.name;
  }

  withMode(mode: Mode): Classifier {
    const known = this.method.learner.modes.find((candidate) => candidate === mode);
    if (!known) {
      throw wrong(
        `The classifier ${this.name} has no output mode '${mode}'. Its modes are ${this.method.learner.modes.join(', ')}.`,
      );
    }
    return new Classifier(this.method, known, this.#knowledge);
  }

  withKnowledge(knowledge: Knowledge): Classifier {
    return new Classifier(this.method, this.mode, knowledge);
  }

  get knowledge(): Knowledge {
    if (this.#knowledge === null) throw wrong(`The classifier ${this.name} has not been trained.`);
    return this.#knowledge;
  }

  get schema(): readonly string[] | null {
    return this.#knowledge?.schema ?? null;
  }

  /** Whether its results are arrays. */
  get array(): boolean {
    return this.method.learner.array(this.mode);
  }

  /** The model for the classifier's output mode. */
  model(work: Work): Model {
    const { mode } = this;
    const { learner } = this.method;
    // Classes are looked at first: their error says more.
    if (!learner.regression(mode)) this.knowledge.classes();
    return this.knowledge.model(learner, mode, work);
  }

  encode(): Json {
    return {
      ...this.method.encode('Classifier'),
      mode: this.mode,
      ...(this.schema === null ? {} : { schema: [...this.schema] }),
    };
  }
}
