import { useSignal } from '@preact/signals';
import { Fragment, type JSX } from 'preact';
import { getAsset, shortName } from '../api/assets.ts';
import { createDownloads, type Operation, type OperationState } from '../api/operations.ts';
import { Icon } from '../app/icons.tsx';
import { notifyError } from '../app/notices.tsx';
import { duration } from '../app/numbers.ts';
import { showAsset } from '../assets/show-asset.ts';
import { Schedules } from './schedules.tsx';
import { TaskForm } from './task-form.tsx';
import { cancelTask, type Draft, drafts, dropDraft, operations, tasksError } from './tasks.ts';

/** What the script would export, and the operations of the project. */
export function TaskPanel(): JSX.Element {
  return (
    <div class="panel tasks">
      {drafts.value.length > 0 && (
        <section aria-label="Exports of the script">
          <h3>Of this script</h3>
          {drafts.value.map((draft) => (
            <DraftRow key={draft.id} draft={draft} />
          ))}
        </section>
      )}
      <Schedules />
      <section aria-label="Operations">
        <h3>Submitted</h3>
        {tasksError.value && <p class="message">{tasksError.value}</p>}
        {operations.value?.map((operation) => (
          <OperationRow key={operation.name} {...operation} />
        ))}
        {operations.value?.length === 0 && (
          <p class="empty">No exports or imports yet. A script describes one with Export.image.toCloudStorage.</p>
        )}
      </section>
    </div>
  );
}

function DraftRow({ draft }: { readonly draft: Draft }): JSX.Element {
  const isOpen = useSignal(false);
  const name = String(draft.body['description'] ?? 'export');
  return (
    <div class="task draft">
      <div class="row">
        <span class="name grow">{name}</span>
        <button type="button" class="primary" onClick={() => (isOpen.value = true)} aria-label={`Run ${name}`}>
          Run
        </button>
        <button type="button" class="quiet" onClick={() => dropDraft(draft.id)} aria-label={`Forget ${name}`}>
          <Icon name="close" />
        </button>
      </div>
      {isOpen.value && <TaskForm draft={draft} close={() => (isOpen.value = false)} />}
    </div>
  );
}

const STATES: { readonly [state in OperationState]: string } = {
  PENDING: 'Ready',
  RUNNING: 'Running',
  CANCELLING: 'Cancelling',
  SUCCEEDED: 'Completed',
  CANCELLED: 'Cancelled',
  FAILED: 'Failed',
};

function OperationRow({ name, metadata, error, done }: Operation): JSX.Element {
  const {
    state,
    description,
    type,
    startTime,
    endTime,
    createTime,
    progress = 0,
    attempt = 1,
    stages = [],
    destinationUris = [],
  } = metadata;
  const title = description || type;
  const took = startTime ? Date.parse(endTime ?? new Date().toISOString()) - Date.parse(startTime) : undefined;
  return (
    <article class={`task ${state.toLowerCase()}`} data-state={state} aria-label={title}>
      <div class="row">
        <span class="name grow" title={title}>
          {title}
        </span>
        <span class={`state ${state.toLowerCase()}`}>{STATES[state]}</span>
        {took !== undefined && <span class="faint took">{duration(took)}</span>}
      </div>
      {!done && (
        <div class="row">
          <progress max={1} value={state === 'RUNNING' ? progress : 0} aria-label={`Progress of ${title}`} />
          <button
            type="button"
            onClick={() => void cancelTask(name)}
            disabled={state === 'CANCELLING'}
            aria-label={`Cancel ${title}`}
          >
            Cancel
          </button>
        </div>
      )}
      {error && state === 'FAILED' && <p class="message">{error.message}</p>}
      <div class="foot">
        {state === 'SUCCEEDED' && <Results operation={name} metadata={metadata} title={title} />}
        <details>
          <summary>Details</summary>
          <dl>
            <dt>Kind</dt>
            <dd>{type.toLowerCase().replaceAll('_', ' ')}</dd>
            <dt>Submitted</dt>
            <dd>{new Date(createTime).toLocaleString()}</dd>
            {attempt > 1 && (
              <>
                <dt>Attempts</dt>
                <dd>{attempt}</dd>
              </>
            )}
            {stages.map(({ displayName, completeWorkUnits = 0, totalWorkUnits = '0' }) => (
              <Fragment key={displayName}>
                <dt>{displayName}</dt>
                <dd>
                  {completeWorkUnits} of {totalWorkUnits}
                </dd>
              </Fragment>
            ))}
            <dt>Id</dt>
            <dd class="mono">{shortName(name)}</dd>
            {destinationUris.map((uri) => (
              <Fragment key={uri}>
                <dt>Result</dt>
                <dd class="mono">{uri}</dd>
              </Fragment>
            ))}
          </dl>
        </details>
      </div>
    </article>
  );
}

interface ResultsProps {
  readonly operation: string;
  readonly title: string;
  readonly metadata: Operation['metadata'];
}

function Results({ operation, title, metadata: { destinationUris = [] } }: ResultsProps): JSX.Element {
  const [uri = ''] = destinationUris;
  if (/^projects\/[^/]+\/assets\//.test(uri)) {
    const show = () => void getAsset(uri).then(showAsset).catch(notifyError);
    return (
      <button type="button" onClick={show} aria-label={`Show ${shortName(uri)} on the map`}>
        <Icon name="plus" /> {shortName(uri)}
      </button>
    );
  }
  const fetchFiles = async () => {
    try {
      for (const { name, uri: file } of await createDownloads(operation)) {
        const link = document.createElement('a');
        link.href = `/v1/${name}:getFile`;
        link.download = shortName(file);
        link.click();
      }
    } catch (error) {
      notifyError(error);
    }
  };
  return (
    <button type="button" onClick={() => void fetchFiles()} aria-label={`Download ${title}`} title={uri}>
      <Icon name="download" /> Download
    </button>
  );
}
