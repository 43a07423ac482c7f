import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Expression, Printed } from '../../../scripting/messages.ts';
import { compute } from '../api/values.ts';
import { Chart } from '../charts/chart.tsx';
import { type Line, output, running } from './runner.ts';
import { Value } from './value.tsx';

/** What the script has printed. */
export function Output(): JSX.Element {
  return (
    <div class="panel output" role="log" aria-label="Output of the script" aria-busy={running.value}>
      {output.value.map((line, i) => (
        <OutputLine key={i} {...line} />
      ))}
      {output.value.length === 0 && (
        <p class="empty">
          {running.value ? 'Running …' : 'What the script prints appears here. Press Run, or Ctrl+Enter.'}
        </p>
      )}
    </div>
  );
}

function OutputLine(line: Line): JSX.Element {
  if (line.kind === 'note') return <p class="line note">{line.text}</p>;
  if (line.kind === 'failed') {
    return (
      <p class="line failed" role="alert">
        {line.line !== undefined && <strong>Line {line.line}: </strong>}
        {line.message}
      </p>
    );
  }
  return (
    <div class="line">
      {line.printed.map((printed, i) => (
        <PrintedThing key={i} {...printed} />
      ))}
    </div>
  );
}

function PrintedThing(printed: Printed): JSX.Element {
  switch (printed.kind) {
    case 'value':
      return typeof printed.value === 'string' ? (
        <div class="text">{printed.value}</div>
      ) : (
        <Value value={printed.value} />
      );
    case 'chart':
      return <Chart {...printed.chart} />;
    case 'expression':
      return <Computed {...printed} />;
  }
}

/** A value that is being computed, then the value. */
function Computed({ expression, what }: { readonly expression: Expression; readonly what: string }): JSX.Element {
  const value = useSignal<{ readonly value: unknown } | undefined>(undefined);
  const error = useSignal<string | undefined>(undefined);
  useEffect(() => {
    const controller = new AbortController();
    compute(expression, controller.signal).then(
      (result) => {
        value.value = { value: result };
      },
      ({ name, message }: Error) => {
        if (name !== 'AbortError') error.value = message;
      },
    );
    return () => controller.abort();
  }, [expression]);
  if (error.value !== undefined) {
    return (
      <div class="failed" role="alert">
        {what} (Error): {error.value}
      </div>
    );
  }
  if (!value.value) return <div class="computing">{what} …</div>;
  return <Value value={value.value.value} />;
}
