import type { JSX } from 'preact';
import { IconButton } from '../app/icons.tsx';
import { EXAMPLES } from '../examples/examples.ts';
import { load, remove, saved } from './scripts.ts';

/** Saved scripts, and examples. */
export function ScriptList(): JSX.Element {
  return (
    <div class="panel scripts">
      <h3>Saved in this browser</h3>
      {saved.value.length === 0 && <p class="empty">None yet. Save the script in the editor to find it here.</p>}
      <ul>
        {saved.value.map(({ name, source }) => (
          <li key={name} class="row">
            <button type="button" class="item grow" onClick={() => load(name, source)}>
              {name}
            </button>
            <IconButton
              name="trash"
              label={`Delete ${name}`}
              onClick={() => confirm(`Delete ${name}?`) && remove(name)}
            />
          </li>
        ))}
      </ul>
      <h3>Examples</h3>
      <ul>
        {EXAMPLES.map(({ name, about, source }) => (
          <li key={name}>
            <button type="button" class="item" onClick={() => load('', source)}>
              {name} <span class="about">{about}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
