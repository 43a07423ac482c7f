import { boolean, enumeration, int32, repeated, string, struct } from './field.ts';
import { type Content, message } from './message.ts';

const nothing = (name: string) => message(name, {});

export const RankByAttributeRule = message('RankByAttributeRule', { attributeName: string });

export const RankByOneThingRule = message(
  'RankByOneThingRule',
  {
    direction: enumeration('RankByOneThingRule.Direction', ['DIRECTION_UNSPECIFIED', 'ASCENDING', 'DESCENDING']),
    rankByAttributeRule: RankByAttributeRule,
    rankByGeometryTypeRule: nothing('RankByGeometryTypeRule'),
    rankByMinVisibleLodRule: nothing('RankByMinVisibleLodRule'),
    rankByMinZoomLevelRule: nothing('RankByMinZoomLevelRule'),
  },
  {
    oneofs: [['rankByAttributeRule', 'rankByGeometryTypeRule', 'rankByMinVisibleLodRule', 'rankByMinZoomLevelRule']],
  },
);

export const RankingRule = message('RankingRule', {
  rankByOneThingRule: repeated(RankByOneThingRule),
  pseudoRandomTiebreaking: boolean,
});
export type RankingRule = Content<typeof RankingRule>;

export const RankingOptions = message('RankingOptions', {
  zOrderRankingRule: RankingRule,
  thinningRankingRule: RankingRule,
});

export const ThinningOptions = message('ThinningOptions', {
  maxFeaturesPerTile: int32,
  thinningStrategy: enumeration('ThinningOptions.ThinningStrategy', [
    'UNKNOWN_THINNING_STRATEGY',
    'HIGHER_DENSITY',
    'GLOBALLY_CONSISTENT',
  ]),
});

export const PrerenderingOptions = message('PrerenderingOptions', { prerenderTiles: boolean, tileLimiting: struct });

export const FeatureViewIngestionTimeParameters = message('FeatureViewIngestionTimeParameters', {
  thinningOptions: ThinningOptions,
  rankingOptions: RankingOptions,
  prerenderingOptions: PrerenderingOptions,
});
export type FeatureViewIngestionTimeParameters = Content<typeof FeatureViewIngestionTimeParameters>;

export const FeatureViewDestination = message('FeatureViewDestination', {
  name: string,
  permissions: enumeration('FeatureViewDestination.Permissions', [
    'FEATURE_VIEW_ASSET_PERMISSIONS_UNSPECIFIED',
    'PUBLIC',
  ]),
  assetVersion: int32,
});

export const FeatureViewAssetExportOptions = message('FeatureViewAssetExportOptions', {
  featureViewDestination: FeatureViewDestination,
  ingestionTimeParameters: FeatureViewIngestionTimeParameters,
});
export type FeatureViewAssetExportOptions = Content<typeof FeatureViewAssetExportOptions>;

export const FeatureViewAttribute = message('FeatureViewAttribute', {
  name: string,
  type: enumeration('FeatureViewAttribute.Type', [
    'TYPE_UNSPECIFIED',
    'INTEGER',
    'BOOLEAN',
    'DOUBLE',
    'STRING',
    'DATE_TIME',
  ]),
});

export const FeatureViewOptions = message('FeatureViewOptions', {
  featureViewAttributes: repeated(FeatureViewAttribute),
  ingestionTimeParameters: FeatureViewIngestionTimeParameters,
});

export const FeatureViewLocation = message('FeatureViewLocation', {
  location: string,
  assetOptions: FeatureViewOptions,
});
