import { wrong } from '../../errors.ts';
import { isArrayMode, isRegressionMode, type Learner, MODES } from '../../learning/model.ts';
import { treesFromText } from '../../learning/trees/from-text.ts';
import type { Context } from '../context.ts';
import { Classifier } from './classifier.ts';
import { MAX_TREES } from './limits.ts';
import { Method } from './method.ts';

/** The classifiers of trees that need no training, and their output modes. */
const GIVEN_MODES = { decisionTree: ['CLASSIFICATION', 'REGRESSION'], decisionTreeEnsemble: MODES } as const;

export type GivenName = keyof typeof GIVEN_MODES;

/** Counts the work of reading the texts of trees, and checks that there are not too many. */
export function checkedTexts(texts: readonly string[], context: Pick<Context, 'spend'>): readonly string[] {
  if (texts.length === 0 || texts.length > MAX_TREES) {
    throw wrong(`From 1 to ${MAX_TREES} trees are expected. Got ${texts.length}.`);
  }
  context.spend(texts.reduce((sum, text) => sum + text.length / 10, 1));
  return texts;
}

/** A classifier of trees that need no training. */
export function givenClassifier(name: GivenName, texts: readonly string[]): Classifier {
  const given = treesFromText(texts);
  const modes: Learner['modes'] = GIVEN_MODES[name];
  const learner: Learner = { modes, regression: isRegressionMode, array: isArrayMode, learn: () => given.model };
  return new Classifier(new Method(name, {}, learner), undefined, {
    schema: given.names,
    texts,
    classes: () => {
      if (given.labels.every((label) => Number.isInteger(label))) return given.labels;
      throw wrong("The trees predict numbers that are no classes: set the output mode 'REGRESSION'.");
    },
    model: () => given.model,
  });
}
