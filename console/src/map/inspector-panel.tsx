import { Fragment, type JSX } from 'preact';
import { short } from '../app/numbers.ts';
import { Value } from '../script/value.tsx';
import { type Found, inspected } from './inspector.ts';

/** The values of all layers at the place that was clicked. */
export function InspectorPanel(): JSX.Element {
  if (!inspected.value) {
    return (
      <div class="panel inspector">
        <p class="empty">Click the map to see the values of all layers there.</p>
      </div>
    );
  }
  const { place, scale, zoom, found } = inspected.value;
  const [longitude, latitude] = place;
  return (
    <div class="panel inspector" aria-live="polite">
      <dl class="place">
        <dt>Longitude</dt>
        <dd class="mono">{longitude.toFixed(5)}</dd>
        <dt>Latitude</dt>
        <dd class="mono">{latitude.toFixed(5)}</dd>
        <dt>Zoom</dt>
        <dd>
          {(zoom + 1).toFixed(1)} ({short(Number(scale.toPrecision(3)))} m/px)
        </dd>
      </dl>
      {found.size === 0 && <p class="empty">No layer is shown.</p>}
      {[...found].map(([id, { name, found: one }]) => (
        <section key={id} class="inspected" aria-label={`Values of ${name}`}>
          <h3>{name}</h3>
          <FoundValues {...one} />
        </section>
      ))}
    </div>
  );
}

function FoundValues(found: Found): JSX.Element {
  switch (found.state) {
    case 'asking':
      return <p class="computing">…</p>;
    case 'failed':
      return <p class="message">{found.message}</p>;
    case 'features':
      if (found.features.length === 0) return <p class="faint">No feature here</p>;
      return (
        <>
          {found.features.map((feature, i) => (
            <Value key={i} value={feature} isOpen={i === 0} />
          ))}
        </>
      );
    case 'pixel': {
      const entries = Object.entries(found.values ?? {});
      if (entries.every(([, value]) => value === null)) return <p class="faint">Masked</p>;
      return (
        <dl class="pixel">
          {entries.map(([band, value]) => (
            <Fragment key={band}>
              <dt>{band}</dt>
              <dd class="mono">
                {typeof value === 'number' ? (
                  short(value)
                ) : value === null ? (
                  <span class="faint">masked</span>
                ) : (
                  JSON.stringify(value)
                )}
              </dd>
            </Fragment>
          ))}
        </dl>
      );
    }
  }
}
