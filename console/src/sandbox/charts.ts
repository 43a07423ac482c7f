import type { ChartData, ChartType, Expression, ScriptChart } from '../../../scripting/messages.ts';
import { ee, expressionOf, named } from './client.ts';
import { missing, withMissing } from './missing.ts';

/** The types of the Code Editor's charts, and ours. */
const TYPES: { readonly [name: string]: ChartType } = {
  LineChart: 'line',
  ScatterChart: 'scatter',
  ColumnChart: 'column',
  BarChart: 'bar',
  AreaChart: 'area',
  Histogram: 'column',
};

/** The property of an image that is the time of it, and so the default of an x-axis. */
const TIME = 'system:time_start';
/** Where the x-value and the name of the series are kept in features that are made for a chart. */
const X = 'terrane:x';
const SERIES = 'terrane:series';

/** A chart of a script: what it shows is known when it is printed. */
export class Chart {
  #type: ChartType;
  #options: Record<string, unknown> = {};
  #names: readonly string[] = [];
  readonly #expression: Expression;
  readonly #data: ChartData;

  constructor(type: ChartType, expression: Expression, data: ChartData) {
    this.#type = type;
    this.#expression = expression;
    this.#data = data;
  }

  setOptions(options: Record<string, unknown>): this {
    this.#options = { ...this.#options, ...options };
    return this;
  }

  setChartType(name: string): this {
    const type = TYPES[name] ?? TYPES[`${name[0]?.toUpperCase()}${name.slice(1)}Chart`];
    if (!type)
      throw new Error(`Charts of type '${name}' are not there in Terrane's console: ${Object.keys(TYPES).join(', ')}.`);
    this.#type = type;
    return this;
  }

  setSeriesNames(names: readonly string[]): this {
    this.#names = names;
    return this;
  }

  /** As it is now. */
  get shown(): ScriptChart {
    const names = this.#names;
    return { type: this.#type, expression: this.#expression, data: this.#data, options: this.#options, names };
  }
}

function timed(property: unknown): { readonly property: string; readonly time: boolean } {
  const name = String(property ?? TIME);
  return { property: name, time: name === TIME || name === 'system:time_end' };
}

function reduced(image: Any, reducer: Any, geometry: Any, scale: unknown): Any {
  return image.reduceRegion({
    reducer: reducer ?? ee.Reducer.mean(),
    geometry,
    maxPixels: 1e9,
    bestEffort: true,
    ...(scale === undefined ? {} : { scale }),
  });
}

/** An object of the client: made at run time. */
// biome-ignore lint/suspicious/noExplicitAny: the classes and their methods depend on the server
type Any = any;

const image = {
  series(...given: unknown[]) {
    const { imageCollection, region, reducer, scale, xProperty } = named(
      ['imageCollection', 'region', 'reducer', 'scale', 'xProperty'],
      given,
    ) as Any;
    const { property, time } = timed(xProperty);
    const rows = ee
      .ImageCollection(imageCollection)
      .map((one: Any) => ee.Feature(null, reduced(one, reducer, region, scale)).set(X, one.get(property)));
    return new Chart('line', expressionOf(ee.FeatureCollection(rows).sort(X)), {
      kind: 'features',
      x: X,
      series: [],
      time,
    });
  },
  seriesByRegion(...given: unknown[]) {
    const names = ['imageCollection', 'regions', 'reducer', 'band', 'scale', 'xProperty', 'seriesProperty'];
    const { imageCollection, regions, reducer, band, scale, xProperty, seriesProperty } = named(names, given) as Any;
    const { property, time } = timed(xProperty);
    const one = band ?? 0;
    const rows = ee.ImageCollection(imageCollection).map((each: Any) =>
      ee.FeatureCollection(regions).map((region: Any) => {
        const chosen = each.select([one], ['value']);
        return ee
          .Feature(null, reduced(chosen, reducer, region.geometry(), scale))
          .set(X, each.get(property))
          .set(SERIES, region.get(seriesProperty ?? 'system:index'));
      }),
    );
    const data: ChartData = { kind: 'regions', x: X, series: SERIES, band: 'value', time };
    return new Chart('line', expressionOf(ee.FeatureCollection(rows).flatten().sort(X)), data);
  },
  histogram(...given: unknown[]) {
    const names = ['image', 'region', 'scale', 'maxBuckets', 'minBucketWidth', 'maxRaw', 'maxPixels'];
    const { image: of, region, scale, maxBuckets, minBucketWidth, maxRaw, maxPixels } = named(names, given) as Any;
    const reducer = ee.Reducer.histogram(maxBuckets ?? 64, minBucketWidth ?? null, maxRaw ?? null);
    const value = ee.Image(of).reduceRegion({
      reducer,
      geometry: region ?? ee.Image(of).geometry(),
      maxPixels: maxPixels ?? 1e9,
      bestEffort: true,
      ...(scale === undefined ? {} : { scale }),
    });
    return new Chart('column', expressionOf(value), { kind: 'histogram' });
  },
};

const feature = {
  byFeature(...given: unknown[]) {
    const { features, xProperty, yProperties } = named(['features', 'xProperty', 'yProperties'], given) as Any;
    const x = String(xProperty ?? 'system:index');
    const series: string[] = yProperties === undefined ? [] : Array.isArray(yProperties) ? yProperties : [yProperties];
    const time = x === TIME;
    const rows = ee
      .FeatureCollection(features)
      .map((one: Any) => ee.Feature(null, one.toDictionary()).set(X, one.get(x)));
    return new Chart('column', expressionOf(rows), { kind: 'features', x: X, series, time });
  },
};

const array = {
  values(...given: unknown[]) {
    const { array: of, axis, xLabels } = named(['array', 'axis', 'xLabels'], given) as Any;
    const labels = Array.isArray(xLabels) ? xLabels : [];
    return new Chart('line', expressionOf(ee.Array(of)), { kind: 'array', axis: Number(axis ?? 0), labels });
  },
};

const ADVICE = 'There are ui.Chart.image.series, seriesByRegion and histogram, feature.byFeature, and array.values.';

/** The `ui.Chart` of scripts. */
export function scriptCharts(): object {
  const Charts = Object.assign(() => missing('ui.Chart(…)', ADVICE), {
    image: withMissing('ui.Chart.image', image, ADVICE),
    feature: withMissing('ui.Chart.feature', feature, ADVICE),
    array: withMissing('ui.Chart.array', array, ADVICE),
  });
  return withMissing('ui.Chart', Charts, ADVICE);
}
