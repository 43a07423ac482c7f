import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { required } from '../parameter.ts';

/** Classifiers from assets. */
export const CLASSIFIER_LOAD = [
  algorithm({
    name: 'Classifier.load',
    description: 'A trained classifier that was exported to an asset.',
    source: { asset: 'id' },
    returns: 'Classifier',
    parameters: { id: required(t.string) },
    examples: [
      {
        args: { id: 'landcover' },
        result: { type: 'Classifier.decisionTree', mode: 'CLASSIFICATION', schema: ['a'] },
      },
    ],
    run: ({ id }, context) => context.assets.classifier(id),
  }),
];
