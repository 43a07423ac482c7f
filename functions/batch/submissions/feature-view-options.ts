import type { FeatureViewOptions, Ranking } from '../../shared/catalog/feature-view.ts';
import { invalid, unimplemented } from '../../shared/errors.ts';
import type {
  FeatureViewAssetExportOptions,
  FeatureViewIngestionTimeParameters,
  RankingRule,
} from '../../shared/messages/feature-view.ts';

/** As documented. */
const USUAL_FEATURES = 500;
const MOST_FEATURES = 2_000;
const MOST_RULES = 10;

/** What is done without rules, as documented: what is large goes first. */
const BY_MIN_ZOOM_LEVEL: Ranking = { rules: [{ by: 'minZoomLevel', descending: false }], random: false };

/**
 * Reads the name of the feature view that is to be made.
 * @throws UNIMPLEMENTED for what is not done
 */
export function featureViewName({ featureViewDestination = {} }: FeatureViewAssetExportOptions): string | undefined {
  const { name, permissions, assetVersion } = featureViewDestination;
  if (permissions === 'PUBLIC') throw unimplemented("'permissions: PUBLIC' is not supported: set the asset's policy.");
  if (assetVersion) throw unimplemented("'assetVersion' is not supported: leave it out.");
  return name;
}

/**
 * Reads how a feature view is to be thinned and drawn.
 * @throws INVALID_ARGUMENT, UNIMPLEMENTED
 */
export function featureViewOptions({
  thinningOptions: { maxFeaturesPerTile = 0, thinningStrategy } = {},
  rankingOptions: { thinningRankingRule, zOrderRankingRule } = {},
  prerenderingOptions: { prerenderTiles, tileLimiting } = {},
}: FeatureViewIngestionTimeParameters = {}): FeatureViewOptions {
  if (!(maxFeaturesPerTile >= 0 && maxFeaturesPerTile <= MOST_FEATURES)) {
    throw invalid(
      `Invalid value at 'maxFeaturesPerTile': it must be from 0, which stands for ${USUAL_FEATURES}, to ${MOST_FEATURES}. Got ${maxFeaturesPerTile}.`,
    );
  }
  if (prerenderTiles || tileLimiting) {
    throw unimplemented("'prerenderingOptions' are not supported: tiles are drawn when they are asked for.");
  }
  return {
    maxFeaturesPerTile: maxFeaturesPerTile || USUAL_FEATURES,
    strategy: thinningStrategy === 'GLOBALLY_CONSISTENT' ? 'GLOBALLY_CONSISTENT' : 'HIGHER_DENSITY',
    thinning: rankingOf('thinningRankingRule', thinningRankingRule),
    zOrder: rankingOf('zOrderRankingRule', zOrderRankingRule),
  };
}

function rankingOf(field: string, rule: RankingRule | undefined): Ranking {
  const { rankByOneThingRule: given = [], pseudoRandomTiebreaking: random = false } = rule ?? {};
  if (given.length > MOST_RULES) {
    throw invalid(`Invalid value at '${field}': it may have at most ${MOST_RULES} rules. Got ${given.length}.`);
  }
  if (given.length === 0) return { ...BY_MIN_ZOOM_LEVEL, random };
  const rules = given.map(({ direction, rankByAttributeRule, rankByGeometryTypeRule, ...byZoom }) => {
    const descending = direction === 'DESCENDING';
    if (rankByGeometryTypeRule) return { by: 'geometryType', descending } as const;
    if (byZoom.rankByMinZoomLevelRule || byZoom.rankByMinVisibleLodRule)
      return { by: 'minZoomLevel', descending } as const;
    const attribute = rankByAttributeRule?.attributeName;
    if (attribute) return { by: 'attribute', attribute, descending } as const;
    throw invalid(
      `Invalid value at '${field}': a rule says neither an attribute, nor the geometry type or zoom level.`,
    );
  });
  return { rules, random };
}
