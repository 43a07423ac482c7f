import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { type Plotted, plotted } from '../../../scripting/chart-data.ts';
import type { ScriptChart } from '../../../scripting/messages.ts';
import { compute } from '../api/values.ts';

/** A chart that a script has printed: its numbers are computed, then it is drawn. */
export function Chart(chart: ScriptChart): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const data = useSignal<Plotted | undefined>(undefined);
  const error = useSignal<string | undefined>(undefined);
  useEffect(() => {
    const controller = new AbortController();
    compute(chart.expression, controller.signal).then(
      (value) => {
        try {
          const read = plotted(value, chart.data);
          data.value = { ...read, series: read.series.map((one, i) => ({ ...one, name: chart.names[i] ?? one.name })) };
        } catch (failure) {
          error.value = (failure as Error).message;
        }
      },
      ({ name, message }: Error) => {
        if (name !== 'AbortError') error.value = message;
      },
    );
    return () => controller.abort();
  }, []);
  useEffect(() => {
    if (!host.current || !data.value) return;
    let end: (() => void) | undefined;
    const [element, numbers] = [host.current, data.value];
    void import('./draw.ts').then(({ draw }) => {
      end = draw(element, numbers, chart);
    });
    return () => end?.();
  }, [data.value]);
  const title = String(chart.options['title'] ?? '');
  return (
    <figure class="chart" aria-label={title || 'Chart'}>
      {title !== '' && <figcaption>{title}</figcaption>}
      {error.value !== undefined && (
        <p class="message" role="alert">
          {error.value}
        </p>
      )}
      {!data.value && error.value === undefined && <p class="computing">Chart …</p>}
      <div ref={host} />
      {data.value && (
        <button type="button" class="quiet" onClick={() => data.value && saveTable(title || 'chart', data.value)}>
          Save as CSV
        </button>
      )}
    </figure>
  );
}

function saveTable(name: string, { x, labels, isTime, series }: Plotted): void {
  const quote = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const first = (i: number) => labels?.[i] ?? (isTime ? new Date((x[i] ?? 0) * 1000).toISOString() : String(x[i]));
  const rows = [
    ['x', ...series.map(({ name: title }) => title)],
    ...x.map((_, i) => [first(i), ...series.map(({ values }) => String(values[i] ?? ''))]),
  ];
  const link = document.createElement('a');
  link.href = URL.createObjectURL(
    new Blob([rows.map((row) => row.map(quote).join(',')).join('\n')], { type: 'text/csv' }),
  );
  link.download = `${name}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
