import { scriptCharts } from './charts.ts';
import { FeatureViewLayer } from './feature-view-layer.ts';
import { withMissing } from './missing.ts';

/** The `ui` of scripts: charts, and layers of feature views. Both are made with and without `new`. */
export function scriptUi(): { readonly Chart: object } {
  const Layer = new Proxy(FeatureViewLayer, { apply: (of, _, given) => new of(...given) });
  const Chart = scriptCharts();
  return withMissing('ui', { Chart, Map: withMissing('ui.Map', { FeatureViewLayer: Layer }) });
}
