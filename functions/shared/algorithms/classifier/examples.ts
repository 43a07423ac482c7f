import { $call } from '../example.ts';

/** Two features of a class around 1.5, and two of another one around 8. */
export const EXAMPLE_FEATURES = $call('Collection', {
  features: [
    [1, 0],
    [2, 0],
    [7, 1],
    [9, 1],
  ].map(([a, label]) => $call('Feature', { metadata: { a, class: label } })),
});

export const EXAMPLE_TEXT = '1) root 4 2 0\n2) a<=4.5 2 0 0 *\n3) a>4.5 2 0 7 *';

export const EXAMPLE_TREE = $call('Classifier.decisionTree', { treeString: EXAMPLE_TEXT });

/** A classifier that has learnt from those features. */
export function trained(classifier: Parameters<typeof $call>[1][string]) {
  return $call('Classifier.train', {
    classifier,
    features: EXAMPLE_FEATURES,
    classProperty: 'class',
    inputProperties: ['a'],
  });
}

export const EXAMPLE_CART = trained($call('Classifier.smileCart', {}));

/** An image with the band that those classifiers ask for. */
export const PIXELS = $call('Image.select', { input: 5, bandSelectors: [0], newNames: ['a'] });
