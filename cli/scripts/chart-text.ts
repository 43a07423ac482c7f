import { type Plotted, plotted } from '../../scripting/chart-data.ts';
import type { ScriptChart } from '../../scripting/messages.ts';
import type { Client } from '../client.ts';
import { Failure } from '../failure.ts';
import { aligned } from '../output.ts';
import { compute } from './compute.ts';

/** The numbers of a chart: a row for each x, a column for each series. */
export interface ChartTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Rows of a chart that are written out: those of the whole are in the file of `--out`. */
const MOST_ROWS = 60;

/** Computes a chart. @throws Failure for one that has nothing to show */
export async function chartOf(client: Client, { expression, data, options, names }: ScriptChart): Promise<ChartTable> {
  const value = await compute(client, expression);
  let found: Plotted;
  try {
    found = plotted(value, data);
  } catch (error) {
    throw new Failure((error as Error).message);
  }
  const { x, labels, isTime, series } = found;
  const title = options['title'];
  return {
    title: title === undefined ? 'Chart' : String(title),
    columns: [isTime ? 'time' : 'x', ...series.map(({ name }, i) => names[i] ?? name)],
    rows: x.map((place, i) => [
      labels?.[i] ?? (isTime ? new Date(place * 1_000).toISOString().replace('T00:00:00.000Z', '') : place),
      ...series.map(({ values }) => values[i] ?? null),
    ]),
  };
}

/** A chart as a table for people. */
export function chartText({ title, columns, rows }: ChartTable): string {
  const shown = rows.slice(0, MOST_ROWS).map((row) => row.map(rounded));
  const left = rows.length - shown.length;
  return [title, ...aligned([columns, ...shown]), ...(left > 0 ? [`… and ${left} rows more`] : [])].join('\n');
}

/** A cell for people: as many digits as can be read. */
function rounded(cell: string | number | null): string {
  return typeof cell === 'number' ? String(Number(cell.toPrecision(7))) : (cell ?? '');
}

/** A chart as CSV (RFC 4180). */
export function chartCsv({ columns, rows }: ChartTable): string {
  const cell = (value: string | number | null) => {
    const text = String(value ?? '');
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
