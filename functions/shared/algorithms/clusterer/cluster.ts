import { PixelType } from '../../raster/pixel-type.ts';
import { andThen } from '../../values/value.ts';
import { EXAMPLE_FEATURES, PIXELS } from '../classifier/examples.ts';
import { gatherSamples } from '../classifier/gather.ts';
import { type Prediction, predictedImage } from '../classifier/predict.ts';
import { predictedCollection } from '../classifier/predict-features.ts';
import { Training } from '../classifier/training.ts';
import { workOf } from '../classifier/work.ts';
import { collectionType } from '../collection/types.ts';
import type { Context } from '../context.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import type { Clusterer } from './clusterer.ts';
import { clustererType } from './clusterer-type.ts';

function predictionOf(clusterer: Clusterer, context: Context): Prediction {
  let predictor: ReturnType<Prediction['predictor']> | undefined;
  return {
    type: new PixelType('int', 0, clusterer.maxClusters - 1),
    array: false,
    predictor: () => {
      predictor ??= clusterer.model(workOf(context)).predictor('CLASSIFICATION');
      return predictor;
    },
  };
}

const EXAMPLE_CLUSTERER = $call('Clusterer.train', {
  clusterer: $call('Clusterer.wekaKMeans', { nClusters: 2, init: 3 }),
  features: EXAMPLE_FEATURES,
  inputProperties: ['a'],
});

/** Training clusterers, and images and features under them. */
export const CLUSTER = [
  algorithm({
    name: 'Clusterer.train',
    description:
      'A clusterer that learns from the numeric properties of features. Features without one of them are left out.',
    returns: 'Clusterer',
    parameters: {
      clusterer: required(clustererType),
      features: required(collectionType),
      inputProperties: optional(t.list(t.string)),
      subsampling: defaulted(t.float, 1),
      subsamplingSeed: defaulted(t.integer, 0),
    },
    examples: [
      {
        args: {
          clusterer: $call('Clusterer.wekaLVQ', {}),
          features: EXAMPLE_FEATURES,
          inputProperties: ['a'],
        },
        result: {
          type: 'Clusterer.wekaLVQ',
          numClusters: 7,
          learningRate: 1,
          epochs: 1000,
          normalizeInput: false,
          schema: ['a'],
        },
      },
    ],
    run: ({ clusterer, features, inputProperties, subsampling, subsamplingSeed }, context) => {
      const gathering = { inputs: inputProperties, target: null, subsampling, seed: subsamplingSeed };
      return andThen(gatherSamples(features, gathering, context), (gathered) =>
        clusterer.withTraining(new Training('Clusterer.train', clusterer.method.key, '', gathered)),
      );
    },
  }),
  algorithm({
    name: 'Clusterer.schema',
    description: 'The names of the inputs of a trained clusterer.',
    returns: 'List<String>',
    parameters: { clusterer: required(clustererType) },
    examples: [{ args: { clusterer: EXAMPLE_CLUSTERER }, result: ['a'] }],
    run: ({ clusterer }) => clusterer.training.schema,
  }),
  algorithm({
    name: 'Image.cluster',
    description: "Assigns each pixel to a cluster, by the bands with the names of the clusterer's inputs.",
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      clusterer: required(clustererType),
      outputName: defaulted(t.string, 'cluster'),
    },
    examples: [
      {
        args: { image: PIXELS, clusterer: EXAMPLE_CLUSTERER },
        result: imageReply({ cluster: ['int', [0, 1]] }),
      },
    ],
    run: ({ image, clusterer, outputName }, context) => {
      const { schema } = clusterer.training;
      return predictedImage(image, schema, outputName, predictionOf(clusterer, context), 'Image.cluster');
    },
  }),
  algorithm({
    name: 'FeatureCollection.cluster',
    description: 'Adds the number of its cluster to each feature; null where an input is missing.',
    returns: 'FeatureCollection',
    parameters: {
      features: required(collectionType),
      clusterer: required(clustererType),
      outputName: defaulted(t.string, 'cluster'),
    },
    examples: [
      {
        args: {
          features: $call('Collection', { features: [$call('Feature', { metadata: { b: 1 } })] }),
          clusterer: EXAMPLE_CLUSTERER,
        },
        result: {
          type: 'FeatureCollection',
          columns: {},
          features: [{ type: 'Feature', geometry: null, id: '0', properties: { b: 1, cluster: null } }],
        },
      },
    ],
    run: ({ features, clusterer, outputName }, context) => {
      const { schema } = clusterer.training;
      const prediction = predictionOf(clusterer, context);
      return predictedCollection(features, schema, outputName, prediction, 'FeatureCollection.cluster', context);
    },
  }),
];
