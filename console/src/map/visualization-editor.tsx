import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { box } from '../../../scripting/graph.ts';
import type { Visualization } from '../../../scripting/messages.ts';
import { notifyError } from '../app/notices.tsx';
import { short } from '../app/numbers.ts';
import { bandNames, stretch } from './inspector.ts';
import { changeLayer, type Layer } from './layers.ts';
import { PALETTES } from './palettes.ts';
import { metresPerPixel, view } from './view.ts';

const COLOURS = ['Red', 'Green', 'Blue'];

/** Bands, range, palette and gamma of a layer; the colour of features. */
export function VisualizationEditor({ layer }: { readonly layer: Layer }): JSX.Element {
  if (layer.kind === 'view') return <p class="faint">The style of a feature view is what its script gives.</p>;
  if (layer.kind === 'features') return <FeatureColour layer={layer} />;
  return <ImageEditor layer={layer} />;
}

function FeatureColour({ layer: { id, name, visualization } }: { readonly layer: Layer }): JSX.Element {
  return (
    <label class="field">
      Colour
      <input
        type="color"
        aria-label={`Colour of ${name}`}
        value={/^#[0-9a-f]{6}$/i.test(visualization.color ?? '') ? visualization.color : '#e11d48'}
        onChange={(event) => changeLayer(id, { visualization: { ...visualization, color: event.currentTarget.value } })}
      />
    </label>
  );
}

function ImageEditor({ layer: { id, name, expression, visualization } }: { readonly layer: Layer }): JSX.Element {
  const names = useSignal<readonly string[]>([]);
  const isBusy = useSignal(false);
  useEffect(() => {
    bandNames(expression).then((found) => {
      names.value = found;
    }, notifyError);
  }, [expression]);
  const bands = visualization.bands ?? names.value.slice(0, names.value.length >= 3 ? 3 : 1);
  const isColour = bands.length === 3;
  const change = (next: Partial<Visualization>) => {
    const { palette, ...rest } = { ...visualization, bands, ...next };
    // Three bands are colours already.
    changeLayer(id, { visualization: palette && rest.bands.length === 1 ? { ...rest, palette } : rest });
  };
  const chooseMode = (colours: boolean) => {
    const three = [0, 1, 2].map((i) => names.value[i] ?? names.value[0] ?? '');
    change({ bands: colours ? three : [bands[0] ?? ''], ...noRange(visualization) });
  };
  const stretchToView = async () => {
    isBusy.value = true;
    try {
      const now = view.peek();
      const ranges = await stretch(expression, bands, { region: box(now.bounds), scale: metresPerPixel(now) });
      change({ min: ranges.map(([low]) => low), max: ranges.map(([, high]) => high) });
    } catch (error) {
      notifyError(error);
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <fieldset class="visualization" aria-label={`How ${name} is shown`}>
      {names.value.length >= 3 && (
        <div class="field">
          <label>
            <input type="radio" name={`mode-${id}`} checked={!isColour} onChange={() => chooseMode(false)} /> One band
          </label>
          <label>
            <input type="radio" name={`mode-${id}`} checked={isColour} onChange={() => chooseMode(true)} /> Three as
            colours
          </label>
        </div>
      )}
      {bands.map((band, i) => (
        <label class="field" key={i}>
          {isColour ? COLOURS[i] : 'Band'}
          <select value={band} onChange={(event) => change({ bands: bands.with(i, event.currentTarget.value) })}>
            {(names.value.includes(band) ? names.value : [band, ...names.value]).map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </label>
      ))}
      <div class="field range">
        <span>Range</span>
        <Numbers label="Minimum" values={visualization.min} change={(min) => change({ min })} />
        <Numbers label="Maximum" values={visualization.max} change={(max) => change({ max })} />
      </div>
      <button type="button" disabled={isBusy.value || bands.length === 0} onClick={() => void stretchToView()}>
        {isBusy.value ? 'Looking …' : 'Range from what is seen'}
      </button>
      <label class="field">
        Gamma
        <input
          type="range"
          min={0.2}
          max={3}
          step={0.1}
          value={visualization.gamma?.[0] ?? 1}
          onChange={(event) => change({ gamma: [Number(event.currentTarget.value)] })}
        />
      </label>
      {!isColour && <PaletteField palette={visualization.palette} change={(palette) => change({ palette })} />}
    </fieldset>
  );
}

/** Without the ranges of other bands. */
function noRange(of: Visualization): Partial<Visualization> {
  return { min: of.min?.slice(0, 1) ?? [0], max: of.max?.slice(0, 1) ?? [1] };
}

interface NumbersProps {
  readonly label: string;
  readonly values: readonly number[] | undefined;
  readonly change: (values: readonly number[]) => void;
}

/** One number for all bands, or one for each with commas between them. */
function Numbers({ label, values = [], change }: NumbersProps): JSX.Element {
  return (
    <input
      class="number"
      aria-label={label}
      title={label}
      placeholder={label.slice(0, 3).toLowerCase()}
      value={values.map(short).join(', ')}
      onChange={(event) => {
        const numbers = event.currentTarget.value.split(',').map(Number);
        if (numbers.every(Number.isFinite)) change(numbers);
      }}
    />
  );
}

function PaletteField({
  palette,
  change,
}: {
  readonly palette: readonly string[] | undefined;
  readonly change: (palette: readonly string[]) => void;
}): JSX.Element {
  const same = (colours: readonly string[]) => colours.join() === palette?.join();
  return (
    <fieldset class="palettes">
      <legend>Palette</legend>
      {Object.entries(PALETTES).map(([name, colours]) => (
        <button
          key={name}
          type="button"
          class="palette"
          aria-label={name}
          title={name}
          aria-pressed={same(colours)}
          ref={(element) => {
            if (element) element.style.background = `linear-gradient(90deg, ${colours.join(',')})`;
          }}
          onClick={() => change(colours)}
        />
      ))}
      <input
        class="mono"
        aria-label="Colours of the palette, with commas between them"
        placeholder="#000000, #ffffff"
        value={palette?.join(', ') ?? ''}
        onChange={(event) =>
          change(
            event.currentTarget.value
              .split(',')
              .map((colour) => colour.trim())
              .filter(Boolean),
          )
        }
      />
    </fieldset>
  );
}
