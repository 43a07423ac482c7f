import { describe, expect, it } from 'vitest';
import { evaluateLanguage, languageContext } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';

type Arguments = { readonly [name: string]: Json };

const run = (name: string, args: Arguments): Promise<Json> => evaluateLanguage(exampleNode(name, args));
const feature = (metadata: Json): Json => $call('Feature', { metadata });
const collection = (...rows: Json[]): Json => $call('Collection', { features: rows.map(feature) });

const ROWS = collection(
  { a: 1, b: 0, class: 0 },
  { a: 2, b: 1, class: 0 },
  { a: 8, b: 0, class: 2 },
  { a: 9, b: 1, class: 2 },
);
const CART = $call('Classifier.smileCart', {});
const FOREST = $call('Classifier.smileRandomForest', { numberOfTrees: 5 });
const train = (classifier: Json, more: Arguments = {}): Json =>
  $call('Classifier.train', {
    classifier,
    features: ROWS,
    classProperty: 'class',
    inputProperties: ['a', 'b'],
    ...more,
  });
const mode = (classifier: Json, name: string): Json => $call('Classifier.setOutputMode', { classifier, mode: name });
/** The prediction for one feature. */
const predict = async (classifier: Json, metadata: Json): Promise<Json> => {
  const features = collection(metadata);
  const reply = await run('FeatureCollection.classify', { features, classifier, outputName: 'out' });
  return (reply as { features: { properties: { [name: string]: Json } }[] }).features[0].properties['out'];
};

describe('Classifier.train', () => {
  it('leaves features without an input or a class out', async () => {
    const features = collection(
      { a: 1, class: 0 },
      { a: 9, class: 1 },
      { a: null, class: 3 },
      { class: 3 },
      { a: 5 },
      { a: 5, class: null },
    );
    const classifier = $call('Classifier.train', {
      classifier: CART,
      features,
      classProperty: 'class',
      inputProperties: ['a'],
    });
    expect(await run('Classifier.confusionMatrix', { classifier })).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('takes the numbers of the first feature if no inputs are named, or the order of bands', async () => {
    const text = { name: 'x', a: 1, z: 2, class: 0 };
    const args = { classifier: CART, features: collection(text, text), classProperty: 'class' };
    expect(await run('Classifier.schema', { classifier: $call('Classifier.train', args) })).toEqual(['a', 'z']);
    const features = $call('Element.set', { object: ROWS, key: 'band_order', value: ['b', 'class', 'a'] });
    expect(await run('Classifier.schema', { classifier: $call('Classifier.train', { ...args, features }) })).toEqual([
      'b',
      'a',
    ]);
  });

  it('draws a part, the same for the same seed', async () => {
    const columns = [Array.from({ length: 400 }, (_, i) => i), Array.from({ length: 400 }, () => 0)];
    const features = $call('Collection.fromColumns', { columns, propertyNames: ['a', 'class'] });
    const size = async (subsamplingSeed: number): Promise<number> => {
      const args = { features, inputProperties: ['a'], subsampling: 0.25, subsamplingSeed };
      return ((await run('Classifier.confusionMatrix', { classifier: train(CART, args) })) as number[][])[0][0];
    };
    expect(await size(1)).toBe(await size(1));
    expect(Math.abs((await size(1)) - 100)).toBeLessThan(30);
    expect(new Set([await size(1), await size(2), await size(3)]).size).toBeGreaterThan(1);
  });

  it.each<[string, Json, string]>([
    [
      'texts',
      train(CART, { features: collection({ a: 'x', b: 1, class: 0 }) }),
      "Classifier.train: Property 'a' of feature '0': Invalid type.\nExpected type: Float.\nActual type: String.",
    ],
    [
      'missing inputs',
      train(CART, { inputProperties: ['a', 'c'] }),
      "Classifier.train: Property 'c' of feature '0' is missing, and no feature has all properties.",
    ],
    ['no features', train(CART, { features: collection() }), 'Classifier.train: There are no features to learn from.'],
    [
      'no inputs',
      train(CART, { inputProperties: [] }),
      'Classifier.train: There are no input properties to learn from.',
    ],
    [
      'a subsampling of 2',
      train(CART, { subsampling: 2 }),
      "Classifier.train: 'subsampling' must be above 0 and at most 1. Got 2.",
    ],
    [
      'a tree that is given',
      train($call('Classifier.decisionTree', { treeString: '1) root 1 0 0 *' })),
      'Classifier.train: The classifier decisionTree cannot be trained.',
    ],
  ])('refuses %s', async (_, classifier, message) => {
    await expect(run('Classifier.schema', { classifier })).rejects.toThrow(message);
  });

  it.each([-1, 0.5, 2 ** 31])('refuses %d as a class, but not as a number', async (value) => {
    const features = collection({ a: 1, b: 1, class: value }, { a: 2, b: 1, class: 1 });
    await expect(predict(train(CART, { features }), { a: 1, b: 1 })).rejects.toThrow(
      `FeatureCollection.classify: Classes must be integers from 0. The property 'class' has the value ${value}.`,
    );
    expect(await predict(mode(train(CART, { features }), 'REGRESSION'), { a: 1, b: 1 })).toBe(value);
  });
});

describe('output modes', () => {
  it('may be set before or after training', async () => {
    const features = collection({ a: 1, b: 0, class: 1 }, { a: 1, b: 0, class: 2 }, { a: 9, b: 0, class: 7 });
    const before = train(mode(CART, 'REGRESSION'), { features });
    const after = mode(train(CART, { features }), 'REGRESSION');
    expect(await predict(before, { a: 0, b: 0 })).toBe(1.5);
    expect(await predict(after, { a: 0, b: 0 })).toBe(1.5);
    expect(await run('Classifier.mode', { classifier: after })).toBe('REGRESSION');
  });

  it('give classes, probabilities, votes', async () => {
    // Without the input that says nothing, all trees agree.
    const forest = train(FOREST, { inputProperties: ['a'] });
    const at = { a: 9 };
    expect(await predict(forest, at)).toBe(2);
    expect(await predict(mode(forest, 'PROBABILITY'), at)).toBe(1);
    expect(await predict(mode(forest, 'MULTIPROBABILITY'), at)).toEqual([0, 1]);
    expect(await predict(mode(forest, 'RAW'), at)).toEqual([2, 2, 2, 2, 2]);
    const each = (await predict(mode(forest, 'RAW_REGRESSION'), at)) as number[];
    const mean = each.reduce((sum, value) => sum + value, 0) / 5;
    expect(await predict(mode(forest, 'REGRESSION'), at)).toBeCloseTo(mean, 12);
  });

  it('are refused where a classifier has none', async () => {
    await expect(run('Classifier.mode', { classifier: mode(CART, 'RAW') })).rejects.toThrow(
      "Classifier.setOutputMode: The classifier smileCart has no output mode 'RAW'. Its modes are CLASSIFICATION, REGRESSION,",
    );
    await expect(run('Classifier.mode', { classifier: mode(CART, 'odds') })).rejects.toThrow(
      "Classifier.setOutputMode, argument 'mode': Unknown value 'odds'. Use one of CLASSIFICATION,",
    );
    expect(await run('Classifier.mode', { classifier: mode(CART, 'probability') })).toBe('PROBABILITY');
  });
});

it('what has been learnt is kept for the next request', async () => {
  const visits = async (seed: number): Promise<number> => {
    let spent = 0;
    const spend = (count: number): void => {
      spent += count;
    };
    const context = { ...languageContext, spend };
    const classifier = train($call('Classifier.smileRandomForest', { numberOfTrees: 4000, seed }));
    const node = exampleNode('FeatureCollection.classify', { features: ROWS, classifier });
    await evaluateLanguage(node, {}, context);
    return spent;
  };
  const first = await visits(91);
  expect(await visits(91)).toBeLessThan(first / 4);
  expect(await visits(92)).toBeGreaterThan(first / 2);
});

describe('given trees', () => {
  const tree = (value: number): string => `1) root 9 9 9\n2) a<=4 5 0 ${value} *\n3) a>4 4 0 7 *`;

  it('that predict numbers need the mode for them', async () => {
    const classifier = $call('Classifier.decisionTree', { treeString: tree(0.5) });
    await expect(predict(classifier, { a: 1 })).rejects.toThrow(
      "FeatureCollection.classify: The trees predict numbers that are no classes: set the output mode 'REGRESSION'.",
    );
    expect(await predict(mode(classifier, 'REGRESSION'), { a: 1 })).toBe(0.5);
  });

  it('decide together', async () => {
    const classifier = $call('Classifier.decisionTreeEnsemble', { treeStrings: [tree(1), tree(3), tree(3)] });
    expect(await predict(classifier, { a: 1 })).toBe(3);
    expect(await predict(mode(classifier, 'MULTIPROBABILITY'), { a: 1 })).toEqual([1 / 3, 2 / 3, 0]);
    expect(await predict(mode(classifier, 'RAW'), { a: 1 })).toEqual([1, 3, 3]);
  });
});

describe('classified features', () => {
  it('have null where an input is missing', async () => {
    expect(await predict(train(CART), { a: 1 })).toBeNull();
    expect(await predict(train(CART), { a: 1, b: null })).toBeNull();
  });

  it('of a classifier that knows nothing are refused', async () => {
    await expect(predict(CART, { a: 1 })).rejects.toThrow(
      'FeatureCollection.classify: The classifier smileCart has not been trained.',
    );
  });

  it('may be compared by an error matrix', async () => {
    const features = $call('FeatureCollection.classify', { features: ROWS, classifier: train(CART) });
    const pairs = await run('AggregateFeatureCollection.array', { collection: features, property: 'classification' });
    expect(pairs).toEqual([0, 0, 2, 2]);
  });
});

describe('Classifier.confusionMatrix', () => {
  it('has a row for each class from 0 to the largest', async () => {
    expect(await run('Classifier.confusionMatrix', { classifier: train(CART) })).toEqual([
      [2, 0, 0],
      [0, 0, 0],
      [0, 0, 2],
    ]);
  });

  it('needs classes, and not too large ones', async () => {
    await expect(run('Classifier.confusionMatrix', { classifier: mode(train(CART), 'REGRESSION') })).rejects.toThrow(
      "Its output mode is 'REGRESSION'",
    );
    const features = collection({ a: 1, b: 0, class: 1_000_000 });
    await expect(run('Classifier.confusionMatrix', { classifier: train(CART, { features }) })).rejects.toThrow(
      /Classifier.confusionMatrix: The array would have/,
    );
  });
});

describe('Classifier.explain', () => {
  it('tells parameters, classes, importance, and trees that can be given back', async () => {
    const reply = (await run('Classifier.explain', { classifier: train(FOREST) })) as { [name: string]: Json };
    expect(Object.keys(reply)).toEqual([
      'bagFraction',
      'classes',
      'importance',
      'minLeafPopulation',
      'numberOfTrees',
      'outOfBagErrorEstimate',
      'seed',
      'trees',
    ]);
    expect(Object.keys(reply['importance'] as object)).toEqual(['a', 'b']);
    const given = $call('Classifier.decisionTreeEnsemble', { treeStrings: reply['trees'] });
    expect(await predict(given, { a: 9, b: 0 })).toBe(2);
  });
});

describe('classifiers that are wrong', () => {
  it.each<[string, Arguments, string]>([
    ['smileRandomForest', { numberOfTrees: 0 }, "'numberOfTrees' must be at least 1. Got 0."],
    ['smileRandomForest', { numberOfTrees: 1e9 }, "'numberOfTrees' must be at most 10000."],
    ['smileRandomForest', { numberOfTrees: 1, bagFraction: 0 }, "'bagFraction' must be above 0"],
    ['smileRandomForest', { numberOfTrees: 1, variablesPerSplit: 0 }, "'variablesPerSplit' must be at least 1"],
    ['smileCart', { maxNodes: 1 }, "'maxNodes' must be at least 2. Got 1."],
    ['smileCart', { minLeafPopulation: 0 }, "'minLeafPopulation' must be at least 1"],
    ['smileGradientTreeBoost', { numberOfTrees: 1, loss: 'L1' }, "Unknown loss 'L1'; known are LeastSquares"],
    ['smileGradientTreeBoost', { numberOfTrees: 1, shrinkage: -1 }, "'shrinkage' must be above 0"],
    ['minimumDistance', { metric: 'x' }, "Unknown metric 'x'; known are euclidean, cosine, mahalanobis, manhattan."],
    ['smileKNN', { k: 0 }, "'k' must be at least 1"],
    ['smileKNN', { searchMethod: 'x' }, 'Unknown searchMethod'],
    ['smileNaiveBayes', { lambda: -1 }, "'lambda' must be at least 0"],
    ['decisionTree', { treeString: '' }, 'The tree has no root'],
    ['decisionTreeEnsemble', { treeStrings: [] }, 'From 1 to 10000 trees are expected. Got 0.'],
    [
      'spectralRegion',
      {
        coordinates: [
          [0, 0],
          [1, 1],
        ],
      },
      'at least 3 points',
    ],
    ['libsvm', { svmType: 'C_SVM' }, 'Unknown svmType'],
    ['libsvm', { cost: 0 }, "'cost' must be above 0"],
    ['libsvm', { nu: 1.5 }, "'nu' must be above 0 and at most 1"],
    ['libsvm', { oneClass: 2 }, "'oneClass' must be 0 or 1"],
    ['amnhMaxent', { outputFormat: 'x' }, 'Unknown outputFormat'],
    ['amnhMaxent', { randomTestPoints: 100 }, 'is a percentage below 100'],
    ['spectralRegion', { coordinates: [[0], [1], [2]] }, 'pairs of finite numbers'],
  ])('%s %j', async (name, args, message) => {
    await expect(run(`Classifier.${name}`, args)).rejects.toThrow(`Classifier.${name}: `);
    await expect(run(`Classifier.${name}`, args)).rejects.toThrow(message);
  });
});
