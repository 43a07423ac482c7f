import type { Algorithm } from '../declare.ts';
import { CLASSIFY } from './classify.ts';
import { DISTANCE_CLASSIFIERS } from './distance-classifiers.ts';
import { CLASSIFIER_LOAD } from './load.ts';
import { MAXENT_CLASSIFIER } from './maxent-classifier.ts';
import { SVM_CLASSIFIER } from './svm-classifier.ts';
import { CLASSIFIER_TRAIN } from './train.ts';
import { TREE_CLASSIFIERS } from './tree-classifiers.ts';

/** Classifiers. */
export const CLASSIFIER_FAMILY: readonly Algorithm[] = [
  ...CLASSIFIER_TRAIN,
  ...TREE_CLASSIFIERS,
  ...DISTANCE_CLASSIFIERS,
  ...SVM_CLASSIFIER,
  ...MAXENT_CLASSIFIER,
  ...CLASSIFIER_LOAD,
  ...CLASSIFY,
];
