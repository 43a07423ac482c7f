import { wrong } from '../../errors.ts';
import type { Model } from '../../learning/model.ts';
import type { Work } from '../../learning/samples.ts';
import type { Json, ObjectValue } from '../../values/value.ts';
import type { Method } from '../classifier/method.ts';
import type { Training } from '../classifier/training.ts';

/** A way to find clusters, trained or not. */
export class Clusterer implements ObjectValue {
  readonly typeName = 'Clusterer';
  readonly method: Method;
  /** Most clusters that there can be. */
  readonly maxClusters: number;
  readonly #training: Training | null;

  constructor(method: Method, maxClusters: number, training: Training | null = null) {
    this.method = method;
    this.maxClusters = maxClusters;
    this.#training = training;
  }

  withTraining(training: Training): Clusterer {
    return new Clusterer(this.method, this.maxClusters, training);
  }

  get training(): Training {
    if (this.#training === null) throw wrong(`The clusterer ${this.method.name} has not been trained.`);
    return this.#training;
  }

  model(work: Work): Model {
    return this.training.model(this.method.learner, 'CLASSIFICATION', work);
  }

  encode(): Json {
    return {
      ...this.method.encode('Clusterer'),
      ...(this.#training === null ? {} : { schema: [...this.#training.schema] }),
    };
  }
}
