import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { parent } from '../api/session.ts';
import { Dialog } from '../app/dialog.tsx';
import { importPlanned, type PlannedImport } from './imports.ts';

/** Asks into which folder chosen files go, what they are called there, and what the bands of images are. */
export function UploadDialog({
  planned,
  close,
}: {
  readonly planned: readonly PlannedImport[];
  readonly close: () => void;
}): JSX.Element {
  const plans = useSignal(planned);
  const folder = useSignal('');
  const change = (at: number, part: Partial<PlannedImport>) => {
    plans.value = plans.value.map((plan, i) => (i === at ? { ...plan, ...part } : plan));
  };
  const start = () => {
    const path = folder.value.replace(/^\/+|\/+$/g, '');
    void importPlanned(plans.value, [`${parent.peek()}/assets`, ...(path === '' ? [] : [path])].join('/'));
    close();
  };
  return (
    <Dialog title={plans.value.length === 1 ? 'Import a file' : `Import ${plans.value.length} files`} close={close}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        <label class="field">
          Folder, which is made if it is not there; empty for the root of the project
          <input
            value={folder.value}
            spellcheck={false}
            pattern="[A-Za-z0-9_\-\/]*"
            title="letters, digits, dashes and underscores, with slashes between folders"
            onInput={(event) => {
              folder.value = event.currentTarget.value;
            }}
          />
        </label>
        {plans.value.map(({ file, name, bands, kind }, i) => (
          <fieldset key={`${file.name} ${file.size}`}>
            <legend>{file.name}</legend>
            <label class="field">
              Name
              <input
                value={name}
                required
                spellcheck={false}
                pattern="[A-Za-z0-9_\-]+"
                title="letters, digits, dashes and underscores"
                onInput={(event) => change(i, { name: event.currentTarget.value })}
              />
            </label>
            {kind === 'image' && (
              <label class="field">
                Names of the bands, with commas between them; empty to leave them as they are
                <input
                  value={bands}
                  spellcheck={false}
                  onInput={(event) => change(i, { bands: event.currentTarget.value })}
                />
              </label>
            )}
          </fieldset>
        ))}
        <div class="row end">
          <button type="button" onClick={close}>
            Not now
          </button>
          <button type="submit" class="primary">
            Import
          </button>
        </div>
      </form>
    </Dialog>
  );
}
