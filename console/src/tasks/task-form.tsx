import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { parent, project } from '../api/session.ts';
import { Dialog } from '../app/dialog.tsx';
import { type Draft, startDraft } from './tasks.ts';

/** Where an export goes, as the form has it. */
interface Target {
  readonly description: string;
  readonly destination: 'drive' | 'storage' | 'asset' | 'view';
  readonly folder: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly asset: string;
  readonly overwrite: boolean;
}

/** The parts of an export's request that say where it goes. */
interface Request {
  readonly description?: string;
  readonly fileExportOptions?: {
    readonly fileFormat?: string;
    readonly cloudStorageDestination?: { readonly bucket?: string; readonly filenamePrefix?: string };
    readonly driveDestination?: { readonly folder?: string; readonly filenamePrefix?: string };
  };
  readonly assetExportOptions?: {
    readonly earthEngineDestination?: { readonly name?: string; readonly overwrite?: boolean };
  };
  readonly featureViewExportOptions?: { readonly featureViewDestination?: { readonly name?: string } };
}

function targetOf({
  description = '',
  fileExportOptions: file,
  assetExportOptions: asset,
  featureViewExportOptions: view,
}: Request): Target {
  const { cloudStorageDestination: storage, driveDestination: drive } = file ?? {};
  const { overwrite = false } = asset?.earthEngineDestination ?? {};
  const named = asset?.earthEngineDestination ?? view?.featureViewDestination;
  const { name = `${parent.peek()}/assets/${description}` } = named ?? {};
  return {
    description,
    destination: asset ? 'asset' : view ? 'view' : drive ? 'drive' : 'storage',
    folder: drive?.folder ?? '',
    bucket: storage?.bucket ?? project.peek(),
    prefix: storage?.filenamePrefix || drive?.filenamePrefix || description,
    asset: name,
    overwrite,
  };
}

/** The request with what the form says. */
function requestWith(request: Request, target: Target): object {
  const { fileExportOptions = {}, assetExportOptions, featureViewExportOptions: view, ...rest } = request;
  const { description, destination, folder, bucket, prefix: filenamePrefix, asset, overwrite } = target;
  if (destination === 'asset') {
    const earthEngineDestination = { name: asset, ...(overwrite ? { overwrite } : {}) };
    return { ...rest, description, assetExportOptions: { ...assetExportOptions, earthEngineDestination } };
  }
  if (destination === 'view') {
    const featureViewDestination = { ...view?.featureViewDestination, name: asset };
    return { ...rest, description, featureViewExportOptions: { ...view, featureViewDestination } };
  }
  const { driveDestination: _, cloudStorageDestination: __, ...options } = fileExportOptions;
  const place =
    destination === 'drive'
      ? { driveDestination: { ...(folder === '' ? {} : { folder }), filenamePrefix } }
      : { cloudStorageDestination: { bucket, filenamePrefix } };
  return { ...rest, description, fileExportOptions: { ...options, ...place } };
}

/** Asks where an export is to go, and starts it. */
export function TaskForm({ draft, close }: { readonly draft: Draft; readonly close: () => void }): JSX.Element {
  const request = draft.body as Request;
  const target = useSignal(targetOf(request));
  const error = useSignal<string | undefined>(undefined);
  const isBusy = useSignal(false);
  const set = (change: Partial<Target>) => {
    target.value = { ...target.value, ...change };
  };
  const start = async () => {
    isBusy.value = true;
    error.value = undefined;
    try {
      await startDraft(draft.id, draft.method, requestWith(request, target.value));
      close();
    } catch (failure) {
      error.value = (failure as Error).message;
      isBusy.value = false;
    }
  };
  const { description, destination, folder, bucket, prefix, asset, overwrite } = target.value;
  return (
    <Dialog title="Start the export" close={close}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        <Field label="Name of the task" value={description} change={(value) => set({ description: value })} />
        {destination === 'view' ? (
          <Field label="Feature view" value={asset} change={(value) => set({ asset: value })} />
        ) : destination === 'asset' ? (
          <>
            <Field label="Asset" value={asset} change={(value) => set({ asset: value })} />
            <label class="check">
              <input
                type="checkbox"
                checked={overwrite}
                onChange={(event) => set({ overwrite: event.currentTarget.checked })}
              />{' '}
              Replace it if it is there
            </label>
          </>
        ) : (
          <>
            <label class="field">
              Destination
              <select
                value={destination}
                onChange={(event) => set({ destination: event.currentTarget.value === 'drive' ? 'drive' : 'storage' })}
              >
                <option value="drive">Drive: your folder in the bucket that takes its place</option>
                <option value="storage">Cloud Storage</option>
              </select>
            </label>
            {destination === 'drive' ? (
              <Field label="Folder" value={folder} isOptional change={(value) => set({ folder: value })} />
            ) : (
              <Field label="Bucket" value={bucket} change={(value) => set({ bucket: value })} />
            )}
            <Field label="File name, without extension" value={prefix} change={(value) => set({ prefix: value })} />
          </>
        )}
        {error.value && (
          <p class="message" role="alert">
            {error.value}
          </p>
        )}
        <div class="row end">
          <button type="button" onClick={close}>
            Not now
          </button>
          <button type="submit" class="primary" disabled={isBusy.value}>
            Start
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly isOptional?: boolean;
  readonly change: (value: string) => void;
}

function Field({ label, value, isOptional = false, change }: FieldProps): JSX.Element {
  return (
    <label class="field">
      {label}
      <input
        value={value}
        required={!isOptional}
        spellcheck={false}
        onInput={(event) => change(event.currentTarget.value)}
      />
    </label>
  );
}
