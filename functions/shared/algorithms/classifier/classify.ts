import { collectionType } from '../collection/types.ts';
import { algorithm } from '../declare.ts';
import { imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import { classifierType } from './classifier-type.ts';
import { EXAMPLE_FEATURES, EXAMPLE_TREE, PIXELS } from './examples.ts';
import { predictedImage } from './predict.ts';
import { predictedCollection } from './predict-features.ts';
import { predictionOf } from './results.ts';

/** Images and features under a classifier. */
export const CLASSIFY = [
  algorithm({
    name: 'Image.classify',
    description: "Classifies each pixel, by the bands with the names of the classifier's inputs.",
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      classifier: required(classifierType),
      outputName: defaulted(t.string, 'classification'),
    },
    examples: [
      {
        args: { image: PIXELS, classifier: EXAMPLE_TREE },
        result: imageReply({ classification: ['int', [0, 7]] }),
      },
    ],
    run: ({ image, classifier, outputName }, context) => {
      const { schema } = classifier.knowledge;
      return predictedImage(image, schema, outputName, predictionOf(classifier, context), 'Image.classify');
    },
  }),
  algorithm({
    name: 'FeatureCollection.classify',
    description: 'Adds the result of a classifier to each feature; null where an input is missing.',
    returns: 'FeatureCollection',
    parameters: {
      features: required(collectionType),
      classifier: required(classifierType),
      outputName: defaulted(t.string, 'classification'),
    },
    examples: [
      {
        args: { features: EXAMPLE_FEATURES, classifier: EXAMPLE_TREE },
        result: {
          type: 'FeatureCollection',
          columns: {},
          features: [
            { type: 'Feature', geometry: null, id: '0', properties: { a: 1, class: 0, classification: 0 } },
            { type: 'Feature', geometry: null, id: '1', properties: { a: 2, class: 0, classification: 0 } },
            { type: 'Feature', geometry: null, id: '2', properties: { a: 7, class: 1, classification: 7 } },
            { type: 'Feature', geometry: null, id: '3', properties: { a: 9, class: 1, classification: 7 } },
          ],
        },
      },
    ],
    run: ({ features, classifier, outputName }, context) => {
      const { schema } = classifier.knowledge;
      const prediction = predictionOf(classifier, context);
      return predictedCollection(features, schema, outputName, prediction, 'FeatureCollection.classify', context);
    },
  }),
];
