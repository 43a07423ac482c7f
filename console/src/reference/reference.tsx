import { useSignal, useSignalEffect } from '@preact/signals';
import { Fragment, type JSX } from 'preact';
import { type Algorithm, algorithmList, algorithms } from '../api/algorithms.ts';
import { token } from '../api/session.ts';

/** The most algorithms that are listed at a time. */
const MOST = 60;

/** What the server can compute: searched by name and description. */
export function Reference(): JSX.Element {
  const search = useSignal('');
  const error = useSignal<string | undefined>(undefined);
  useSignalEffect(() => {
    // Another caller may be let in.
    void token.value;
    error.value = undefined;
    algorithmList().catch(({ message }: Error) => {
      error.value = message;
    });
  });
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = algorithms.value.filter(({ name, description = '' }) => {
    const text = `${name} ${description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const ranked = found.toSorted((a, b) => rank(a, words) - rank(b, words));
  return (
    <div class="panel reference">
      <div class="bar">
        <input
          type="search"
          class="filter"
          placeholder={algorithms.value.length > 0 ? `Search ${algorithms.value.length} algorithms` : 'Search'}
          aria-label="Search algorithms"
          value={search.value}
          onInput={(event) => {
            search.value = event.currentTarget.value;
          }}
        />
      </div>
      {error.value && <p class="message">{error.value}</p>}
      {ranked.slice(0, MOST).map((algorithm) => (
        <Entry key={algorithm.name} {...algorithm} />
      ))}
      {found.length > MOST && <p class="empty">{found.length - MOST} more: search for them.</p>}
      {found.length === 0 && algorithms.value.length > 0 && <p class="empty">Nothing is called so.</p>}
    </div>
  );
}

/** Names first, then descriptions. */
function rank({ name }: Algorithm, words: readonly string[]): number {
  return words.length > 0 && words.every((word) => name.toLowerCase().includes(word)) ? 0 : 1;
}

function Entry({ name, description, arguments: all = [], returnType }: Algorithm): JSX.Element {
  return (
    <details class="entry">
      <summary>
        <span class="mono">{name}</span>
      </summary>
      <p>{description}</p>
      {all.length > 0 && (
        <dl>
          {all.map(({ argumentName, type, optional, description: about, defaultValue }) => (
            <Fragment key={argumentName}>
              <dt class="mono">
                {argumentName}
                {optional ? '?' : ''}
              </dt>
              <dd>
                <span class="faint">
                  {type}
                  {defaultValue !== undefined && defaultValue !== null ? ` = ${JSON.stringify(defaultValue)}` : ''}
                </span>{' '}
                {about}
              </dd>
            </Fragment>
          ))}
        </dl>
      )}
      <p class="faint">Returns: {returnType}</p>
    </details>
  );
}
