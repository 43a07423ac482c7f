import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Plotted } from '../../../scripting/chart-data.ts';
import type { ChartType, ScriptChart } from '../../../scripting/messages.ts';

/** Colours that people who see few of them can tell apart (Okabe and Ito). */
const COLOURS = ['#0072b2', '#e69f00', '#009e73', '#d55e00', '#cc79a7', '#56b4e9', '#b8a800', '#777777'];

const HEIGHT = 220;

/** Draws a chart into an element. @returns what removes it */
export function draw(
  element: HTMLElement,
  data: Plotted,
  { type, options }: Pick<ScriptChart, 'type' | 'options'>,
): () => void {
  const ink = getComputedStyle(element).getPropertyValue('--muted').trim();
  const line = getComputedStyle(element).getPropertyValue('--line').trim();
  const axis = {
    stroke: ink,
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, width: 1 },
    font: '11px system-ui, sans-serif',
  };
  const { labels } = data;
  const named = labels
    ? {
        values: (_: UPlot, places: number[]) => places.map((place) => labels[place] ?? ''),
        incrs: [1, 2, 5, 10, 20, 50, 100],
      }
    : {};
  const chart = new UPlot(
    {
      width: element.clientWidth || 320,
      height: HEIGHT,
      scales: {
        x: { time: data.isTime, ...(labels || isColumns(type) ? { range: paddedRange } : {}) },
        y: { range: (_, low, high) => fromZero(type, low, high) },
      },
      axes: [
        { ...axis, ...named, ...titleOf(options['hAxis']) },
        { ...axis, size: 56, ...titleOf(options['vAxis']) },
      ],
      series: [
        { ...(labels ? { value: (_: UPlot, place: number) => labels[place] ?? '' } : {}) },
        ...data.series.map(({ name }, i) =>
          seriesOf(type, name, COLOURS[i % COLOURS.length] ?? ink, i, data.series.length),
        ),
      ],
      legend: { live: true },
      cursor: { drag: { x: true, y: false } },
    },
    [[...data.x], ...data.series.map(({ values }) => [...values])] as UPlot.AlignedData,
    element,
  );
  const watch = new ResizeObserver(() => {
    // Of a panel that is not seen there is no width.
    if (element.clientWidth > 0) chart.setSize({ width: element.clientWidth, height: HEIGHT });
  });
  watch.observe(element);
  return () => {
    watch.disconnect();
    chart.destroy();
  };
}

function isColumns(type: ChartType): boolean {
  return type === 'column' || type === 'bar';
}

/** Half a step more at either end, so that columns and names are whole. */
function paddedRange(chart: UPlot, low: number, high: number): [number, number] {
  const count = Math.max(1, (chart.data[0]?.length ?? 1) - 1);
  const half = (high - low) / count / 2 || 0.5;
  return [low - half, high + half];
}

/** Columns and areas begin at zero. */
function fromZero(type: ChartType, low: number, high: number): [number, number] {
  const [least, most] = isColumns(type) || type === 'area' ? [Math.min(0, low), Math.max(0, high)] : [low, high];
  const margin = (most - least) * 0.06 || 1;
  return [least === 0 ? 0 : least - margin, most === 0 ? 0 : most + margin];
}

function titleOf(options: unknown): { label?: string; labelFont?: string } {
  const { title } = (options ?? {}) as { title?: unknown };
  return title === undefined ? {} : { label: String(title), labelFont: '12px system-ui, sans-serif' };
}

function seriesOf(type: ChartType, label: string, colour: string, index: number, count: number): UPlot.Series {
  const base: UPlot.Series = { label, stroke: colour, width: 1.5, spanGaps: true };
  switch (type) {
    case 'scatter':
      return { ...base, paths: () => null, points: { show: true, size: 6, fill: colour } };
    case 'area':
      return { ...base, fill: `${colour}33` };
    case 'column':
    case 'bar':
      return {
        ...base,
        fill: `${colour}99`,
        width: 0,
        points: { show: false },
        ...columns(index, count),
      };
    default:
      return base;
  }
}

/** The part of a step between two columns' places that the columns of a place fill together. */
const FILLED = 0.8;

/** The columns of one of several series, which stand side by side at each place. */
function columns(index: number, count: number): Pick<UPlot.Series, 'paths'> {
  const width = (chart: UPlot) => {
    const x = chart.data[0];
    const steps = x.slice(1).map((place, i) => place - (x[i] ?? place));
    return (FILLED * Math.min(...steps.filter((step) => step > 0), steps.length > 0 ? Infinity : 1)) / count;
  };
  const left = (chart: UPlot) => [...chart.data[0]].map((place) => place + (index - count / 2) * width(chart));
  const disp = { x0: { unit: 1, values: left }, size: { unit: 1, values: (chart: UPlot) => [width(chart)] } };
  const paths = UPlot.paths.bars?.({ disp });
  return paths ? { paths } : {};
}
