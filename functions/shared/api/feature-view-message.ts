import type { Ranking, StoredFeatureView } from '../catalog/feature-view.ts';

/** The types of attributes by those of columns; what is neither of them is a text. */
const TYPES: { readonly [column: string]: string } = {
  Boolean: 'BOOLEAN',
  Integer: 'INTEGER',
  Long: 'INTEGER',
  Float: 'DOUBLE',
};

/** The message FeatureViewLocation. */
export function featureViewLocation({ options, columns }: StoredFeatureView): object {
  const { maxFeaturesPerTile, strategy, thinning, zOrder } = options;
  return {
    assetOptions: {
      ingestionTimeParameters: {
        thinningOptions: { maxFeaturesPerTile, thinningStrategy: strategy },
        rankingOptions: { zOrderRankingRule: ruleMessage(zOrder), thinningRankingRule: ruleMessage(thinning) },
      },
      featureViewAttributes: columns.map(({ name, type }) => ({ name, type: TYPES[type] ?? 'STRING' })),
    },
  };
}

function ruleMessage({ rules, random }: Ranking): object {
  return {
    rankByOneThingRule: rules.map(({ by, attribute, descending }) => ({
      direction: descending ? 'DESCENDING' : 'ASCENDING',
      ...(by === 'geometryType' ? { rankByGeometryTypeRule: {} } : {}),
      ...(by === 'minZoomLevel' ? { rankByMinZoomLevelRule: {} } : {}),
      ...(by === 'attribute' ? { rankByAttributeRule: { attributeName: attribute } } : {}),
    })),
    ...(random ? { pseudoRandomTiebreaking: true } : {}),
  };
}
