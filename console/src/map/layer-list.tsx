import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { IconButton } from '../app/icons.tsx';
import { copy } from '../app/notices.tsx';
import { ELSEWHERE } from './elsewhere.ts';
import { changeLayer, type Layer, layers, moveLayer, removeLayer } from './layers.ts';
import { VisualizationEditor } from './visualization-editor.tsx';

/** The layers of the map, the topmost first. */
export function LayerList(): JSX.Element | null {
  const edited = useSignal<string | undefined>(undefined);
  if (layers.value.length === 0) return null;
  const topFirst = layers.value.toReversed();
  return (
    <section class="layers" aria-label="Layers">
      <h2>Layers</h2>
      <ul>
        {topFirst.map((layer, i) => (
          <LayerRow
            key={layer.id}
            layer={layer}
            isFirst={i === 0}
            isLast={i === topFirst.length - 1}
            isEdited={edited.value === layer.id}
            edit={() => {
              edited.value = edited.value === layer.id ? undefined : layer.id;
            }}
          />
        ))}
      </ul>
    </section>
  );
}

interface LayerRowProps {
  readonly layer: Layer;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isEdited: boolean;
  readonly edit: () => void;
}

function LayerRow({ layer, isFirst, isLast, isEdited, edit }: LayerRowProps): JSX.Element {
  const { id, name, shown, opacity, tiles, error } = layer;
  const state = error ? 'failed' : tiles ? 'ready' : 'making';
  return (
    <li class={`layer ${state}`} data-state={state}>
      <div class="row">
        <IconButton
          name={shown ? 'eye' : 'eye-off'}
          label={shown ? `Hide ${name}` : `Show ${name}`}
          pressed={shown}
          onClick={() => changeLayer(id, { shown: !shown })}
        />
        <span class="name grow" title={name}>
          {name}
        </span>
        <input
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={opacity}
          aria-label={`Opacity of ${name}`}
          onInput={(event) => changeLayer(id, { opacity: Number(event.currentTarget.value) })}
        />
        <IconButton name="sliders" label={`How ${name} is shown`} pressed={isEdited} onClick={edit} />
        <IconButton name="close" label={`Remove ${name}`} onClick={() => removeLayer(id)} />
      </div>
      {error && <p class="message">{error}</p>}
      {isEdited && (
        <div class="layer-edit">
          <VisualizationEditor layer={layer} />
          <div class="bar">
            <IconButton name="up" label={`Move ${name} up`} disabled={isFirst} onClick={() => moveLayer(id, 1)} />
            <IconButton name="down" label={`Move ${name} down`} disabled={isLast} onClick={() => moveLayer(id, -1)} />
            <span class="grow" />
            {tiles && (
              <select
                aria-label={`Use ${name} in another program`}
                title="Copies what the program needs; tiles are good for a day"
                value=""
                onChange={(event) => {
                  const program = event.currentTarget.value;
                  event.currentTarget.value = '';
                  void copy(ELSEWHERE[program]?.(layer) ?? '', `For ${program}:`);
                }}
              >
                <option value="">Use in …</option>
                {Object.keys(ELSEWHERE).map((program) => (
                  <option key={program} value={program}>
                    {program}
                  </option>
                ))}
              </select>
            )}
          </div>
        </div>
      )}
    </li>
  );
}
