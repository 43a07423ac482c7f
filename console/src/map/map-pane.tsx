import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from '../app/icons.tsx';
import { chooseTool, type Shape, tool } from './drawing.ts';
import { LayerList } from './layer-list.tsx';

const TOOLS: readonly (readonly [Shape, string])[] = [
  ['point', 'Draw a point'],
  ['line', 'Draw a line'],
  ['polygon', 'Draw a polygon'],
  ['rectangle', 'Draw a rectangle'],
];

const HINTS: { readonly [shape in Shape]: string } = {
  point: 'Click to place the point.',
  line: 'Click to add corners; double-click or Enter ends, Escape cancels.',
  polygon: 'Click to add corners; double-click or Enter ends, Escape cancels.',
  rectangle: 'Click two opposite corners; Escape cancels.',
};

/** The map with its tools. */
export function MapPane(): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const error = useSignal<string | undefined>(undefined);
  useEffect(() => {
    let end: (() => void) | undefined;
    let isGone = false;
    import('./map-view.ts')
      .then(async ({ showMap }) => {
        if (!host.current || isGone) return;
        end = await showMap(host.current);
      })
      .catch((failure: Error) => {
        error.value = /webgl/i.test(failure.message)
          ? 'The map needs WebGL, which this browser does not have.'
          : failure.message;
      });
    return () => {
      isGone = true;
      end?.();
    };
  }, []);
  return (
    <section class="map-pane" aria-label="Map">
      <div class="map" ref={host} />
      <div class="draw-tools" role="toolbar" aria-label="Draw geometries for the script">
        {TOOLS.map(([shape, label]) => (
          <IconButton
            key={shape}
            name={shape}
            label={label}
            pressed={tool.value === shape}
            onClick={() => chooseTool(tool.value === shape ? undefined : shape)}
          />
        ))}
      </div>
      {tool.value && (
        <p class="draw-hint" role="status">
          {HINTS[tool.value]}
        </p>
      )}
      <LayerList />
      {error.value && <p class="map-error">{error.value}</p>}
    </section>
  );
}
