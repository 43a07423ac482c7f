import type { ChartData } from './messages.ts';

/** A chart's numbers: a series has a number, or none, for each x. */
export interface Plotted {
  /** Numbers; the places of the labels where there are any. In seconds since 1970 for times. */
  readonly x: readonly number[];
  readonly labels: readonly string[] | undefined;
  readonly isTime: boolean;
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
}

type Properties = { readonly [name: string]: unknown };

/** Reads the value that a chart is made of. @throws Error for one that has nothing to show */
export function plotted(value: unknown, data: ChartData): Plotted {
  switch (data.kind) {
    case 'features':
      return ofFeatures(rowsOf(value), data);
    case 'regions':
      return ofRegions(rowsOf(value), data);
    case 'histogram':
      return ofHistograms(value as Properties);
    case 'array':
      return ofArray(value, data);
  }
}

function rowsOf(value: unknown): readonly Properties[] {
  const { features = [] } = value as { features?: readonly { properties: Properties }[] };
  if (features.length === 0) throw new Error('There is nothing to show: the collection is empty.');
  return features.map(({ properties }) => properties);
}

function ofFeatures(
  rows: readonly Properties[],
  { x, series, time }: Extract<ChartData, { kind: 'features' }>,
): Plotted {
  const found = new Set(rows.flatMap((row) => Object.keys(row).filter((key) => typeof row[key] === 'number')));
  const names =
    series.length > 0
      ? series
      : [...found].filter((name) => name !== x && !name.startsWith('system:')).toSorted(natural);
  const columns = names.map((name) => ({ name, values: rows.map((row) => numberOf(row[name])) }));
  return {
    ...axisOf(
      rows.map((row) => row[x]),
      time,
    ),
    series: columns,
  };
}

function ofRegions(
  rows: readonly Properties[],
  { x, series, band, time }: Extract<ChartData, { kind: 'regions' }>,
): Plotted {
  const places = [...new Set(rows.map((row) => row[x]))];
  const names = [...new Set(rows.map((row) => String(row[series])))];
  const columns = names.map((name) => {
    const own = new Map(rows.filter((row) => String(row[series]) === name).map((row) => [row[x], numberOf(row[band])]));
    return { name, values: places.map((place) => own.get(place) ?? null) };
  });
  return { ...axisOf(places, time), series: columns };
}

interface Histogram {
  readonly bucketMeans: readonly number[];
  readonly histogram: readonly number[];
  readonly bucketWidth?: number;
}

function ofHistograms(bands: Properties): Plotted {
  const found = Object.entries(bands).filter(
    (entry): entry is [string, Histogram] => entry[1] !== null && Array.isArray((entry[1] as Histogram).histogram),
  );
  if (found.length === 0) throw new Error('There is nothing to show: no pixel was found.');
  // Bands have buckets of their own widths: all are put into those of the widest.
  const width = Math.max(...found.map(([, { bucketWidth = 0 }]) => bucketWidth)) || 1;
  const bucketOf = (mean: number) => (Math.floor(mean / width) + 0.5) * width;
  const x = [...new Set(found.flatMap(([, { bucketMeans }]) => bucketMeans.map(bucketOf)))].toSorted((a, b) => a - b);
  const series = found.map(([name, { bucketMeans, histogram }]) => {
    const counts = new Map<number, number>();
    for (const [i, mean] of bucketMeans.entries()) {
      counts.set(bucketOf(mean), (counts.get(bucketOf(mean)) ?? 0) + (histogram[i] ?? 0));
    }
    return { name, values: x.map((bucket) => counts.get(bucket) ?? 0) };
  });
  return { x, labels: undefined, isTime: false, series };
}

function ofArray(value: unknown, { axis, labels }: Extract<ChartData, { kind: 'array' }>): Plotted {
  const list = value as readonly (number | readonly number[])[];
  const rows = list.map((row) => (Array.isArray(row) ? row : [row]) as readonly number[]);
  const [first = []] = rows;
  // Along axis 0 each column is a series, along axis 1 each row.
  const columns = axis === 0 ? first.map((_, i) => rows.map((row) => row[i] ?? null)) : rows;
  const length = columns[0]?.length ?? 0;
  const x = Array.from({ length }, (_, i) => labels[i] ?? i);
  return { ...axisOf(x, false), series: columns.map((values, i) => ({ name: String(i), values })) };
}

function axisOf(values: readonly unknown[], isTime: boolean): Omit<Plotted, 'series'> {
  if (values.every((value) => typeof value === 'number')) {
    return { x: values.map((value) => (isTime ? value / 1000 : value)), labels: undefined, isTime };
  }
  return { x: values.map((_, i) => i), labels: values.map((value) => String(value ?? '')), isTime: false };
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function natural(a: string, b: string): number {
  return a.localeCompare(b, undefined, { numeric: true });
}
