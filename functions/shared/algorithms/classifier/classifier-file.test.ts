import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MODES } from '../../learning/model.ts';
import { predictAll } from '../../learning/predictor.ts';
import { blobs } from '../../learning/samples.testing.ts';
import { rowsOf } from '../../learning/samples.ts';
import { cartLearner, forestLearner, TREE_MODES } from '../../learning/trees/learners.ts';
import { Classifier } from './classifier.ts';
import { decodeClassifier, encodeClassifier } from './classifier-file.ts';
import { EXAMPLE_TEXT } from './examples.ts';
import { givenClassifier } from './given-trees.ts';
import { Method } from './method.ts';
import { Training } from './training.ts';

const free = () => undefined;
const samples = blobs(
  [
    [0, 0],
    [10, 0],
    [0, 10],
  ],
  40,
  6,
);
const rows = rowsOf(samples.columns);
const forest = { trees: 12, variables: null, minLeaf: 3, maxLeaves: Infinity, bagFraction: 0.5, seed: 3 };
const LEARNERS = {
  smileCart: cartLearner({ minLeaf: 5, maxLeaves: Infinity }),
  smileRandomForest: forestLearner(forest),
};

function trained(name: keyof typeof LEARNERS): Classifier {
  const method = new Method(name, { numberOfTrees: 12, maxNodes: null }, LEARNERS[name]);
  const training = new Training('Classifier.train', method.key, 'class', { schema: ['a', 'b'], samples });
  return new Classifier(method).withKnowledge(training);
}

const read = (file: Uint8Array) => decodeClassifier(file).classifier;
const predicted = (classifier: Classifier) => predictAll(classifier.model(free).predictor(classifier.mode), rows, 2);

const learnt = Object.keys(TREE_MODES).flatMap((name) =>
  TREE_MODES[name as keyof typeof TREE_MODES].map((mode) => [name as keyof typeof TREE_MODES, mode] as const),
);

describe('the file of a classifier', () => {
  it.each(learnt)('keeps %s with the output mode %s, to the last bit', (name, mode) => {
    const original = trained(name).withMode(mode);
    const file = encodeClassifier(original, free);
    const kept = read(file);
    expect(predicted(kept)).toEqual(predicted(original));
    expect(kept.encode()).toEqual(original.encode());
    expect(kept.model(free).explain(['a', 'b'])).toEqual(original.model(free).explain(['a', 'b']));
    expect(encodeClassifier(kept, free)).toEqual(file);
    expect(encodeClassifier(trained(name).withMode(mode), free)).toEqual(file);
  });

  it('keeps trees that were given, as their texts', () => {
    for (const name of ['decisionTree', 'decisionTreeEnsemble'] as const) {
      const kept = read(encodeClassifier(givenClassifier(name, [EXAMPLE_TEXT]).withMode('REGRESSION'), free));
      expect(kept.encode()).toEqual({ type: `Classifier.${name}`, mode: 'REGRESSION', schema: ['a'] });
      expect(predictAll(kept.model(free).predictor('REGRESSION'), Float64Array.of(1, 9), 1)).toEqual(
        Float64Array.of(0, 7),
      );
    }
  });

  it('knows the other output modes that need no other training', () => {
    const kept = read(encodeClassifier(trained('smileRandomForest'), free));
    for (const mode of MODES.filter((each) => !each.includes('REGRESSION'))) {
      expect(predicted(kept.withMode(mode))).toEqual(predicted(trained('smileRandomForest').withMode(mode)));
    }
    expect(() => kept.withMode('REGRESSION').model(free)).toThrow(
      "The classifier was exported with the output mode 'CLASSIFICATION', and has learnt nothing for 'REGRESSION'",
    );
    const numbers = read(encodeClassifier(trained('smileCart').withMode('REGRESSION'), free));
    expect(() => numbers.withMode('CLASSIFICATION').model(free)).toThrow("has learnt nothing for 'CLASSIFICATION'");
  });

  it('is refused for others', () => {
    const method = new Method('smileNaiveBayes', {}, LEARNERS.smileCart);
    const training = new Training('Classifier.train', method.key, 'class', { schema: ['a', 'b'], samples });
    const bayes = new Classifier(method).withKnowledge(training);
    expect(() => encodeClassifier(bayes, free)).toThrow(
      "Classifiers of the type 'smileNaiveBayes' cannot be exported.",
    );
    expect(() => encodeClassifier(new Classifier(method), free)).toThrow('has not been trained');
  });

  it('that is damaged is an error, and never a tree that does not end', () => {
    const bytes = gunzipSync(encodeClassifier(trained('smileCart'), free));
    const start = bytes.indexOf(10) + 1;
    const change = fc.tuple(fc.integer({ min: start, max: bytes.length - 1 }), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), fc.nat(9), (changes, cut) => {
        const damaged = Buffer.from(bytes.subarray(0, bytes.length - cut));
        for (const [at, value] of changes) if (at < damaged.length) damaged[at] = value;
        let kept: Classifier;
        try {
          kept = read(gzipSync(damaged));
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
          return;
        }
        expect(predicted(kept).length).toBe(samples.targets.length);
      }),
      { numRuns: 300 },
    );
  });
});
