import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { type Asset, createFolder, shortName } from '../api/assets.ts';
import { Icon, IconButton, type IconName } from '../app/icons.tsx';
import { notifyError } from '../app/notices.tsx';
import { AssetDetails } from './asset-details.tsx';
import { ACCEPTED, dismissImport, type Import, imports, type PlannedImport, planImports } from './imports.ts';
import { Sharing } from './sharing.tsx';
import { isShowable, showAsset } from './show-asset.ts';
import { children, open, refreshAssets, roots, selected, toggle } from './tree.ts';
import { UploadDialog } from './upload-dialog.tsx';

const ICONS: { readonly [type: string]: IconName } = {
  FOLDER: 'folder',
  IMAGE: 'image',
  IMAGE_COLLECTION: 'collection',
  TABLE: 'table',
};

export function AssetPanel(): JSX.Element {
  const search = useSignal('');
  const planned = useSignal<readonly PlannedImport[] | undefined>(undefined);
  const sharing = useSignal(false);
  const chooser = useRef<HTMLInputElement>(null);
  const [own] = roots();
  const addFolder = async () => {
    const name = prompt('Name of the new folder');
    if (!name || !own) return;
    await createFolder(own.name, name).catch(notifyError);
    await refreshAssets(own.name);
  };
  return (
    <div class="panel assets">
      <div class="bar">
        <button type="button" class="primary" onClick={() => chooser.current?.click()}>
          <Icon name="upload" /> Upload
        </button>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          accept={ACCEPTED}
          aria-label="Files to upload"
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            event.currentTarget.value = '';
            void planImports(files).then((plans) => {
              if (plans.length > 0) planned.value = plans;
            });
          }}
        />
        <IconButton name="folder" label="New folder" onClick={() => void addFolder()} />
        <IconButton name="people" label="Who may use the project" onClick={() => (sharing.value = true)} />
        <IconButton name="refresh" label="Look again" onClick={refreshAll} />
        <input
          type="search"
          class="filter"
          placeholder="Filter"
          aria-label="Filter assets by name"
          value={search.value}
          onInput={(event) => {
            search.value = event.currentTarget.value;
          }}
        />
      </div>
      {planned.value && <UploadDialog planned={planned.value} close={() => (planned.value = undefined)} />}
      {sharing.value && own && <Sharing name={own.name} close={() => (sharing.value = false)} />}
      {imports.value.map((one) => (
        <ImportRow key={one.id} {...one} />
      ))}
      <ul class="tree" aria-label="Assets">
        {roots().map(({ name, title }) => (
          <Branch key={name} name={name} title={title} level={1} search={search.value.toLowerCase()} />
        ))}
      </ul>
      {selected.value !== undefined && <AssetDetails key={selected.value} name={selected.value} />}
    </div>
  );
}

function ImportRow({ id, file, asset, state, part, error, note }: Import): JSX.Element {
  const words = { sending: 'Uploading', importing: 'Importing', done: 'Imported as', failed: 'Not imported' }[state];
  return (
    <div class={`import ${state}`} role="status">
      <div class="row">
        <span class="grow" title={asset}>
          {words} <strong>{state === 'done' ? shortName(asset) : file}</strong>
        </span>
        <IconButton
          name="close"
          label={state === 'sending' ? `Stop uploading ${file}` : `Dismiss ${file}`}
          onClick={() => dismissImport(id)}
        />
      </div>
      {error !== undefined && <p class="message">{error}</p>}
      {note !== undefined && <p class="faint">{note}</p>}
      {(state === 'sending' || state === 'importing') && (
        <progress max={1} value={part} aria-label={`${words} ${file}`} />
      )}
    </div>
  );
}

interface BranchProps {
  readonly name: string;
  readonly title: string;
  readonly level: number;
  readonly search: string;
  /** None for the root of a project. */
  readonly asset?: Asset;
}

/** A folder or collection with what is in it, as far as it has been opened. */
function Branch({ name, title, level, search, asset }: BranchProps): JSX.Element {
  const isOpen = open.value.has(name);
  const inside = children.value.get(name);
  const act = () => {
    toggle(name);
    if (asset?.type === 'IMAGE_COLLECTION') selected.value = name;
  };
  return (
    <li>
      <Row name={name} title={title} type={asset?.type ?? 'FOLDER'} level={level} isOpen={isOpen} act={act}>
        {asset && <ShowButton asset={asset} />}
      </Row>
      {isOpen && (
        <ul>
          {inside?.assets
            .filter((each) => isWanted(each, search))
            .map((each) => (
              <Leaf key={each.name} asset={each} level={level + 1} search={search} />
            ))}
          {inside?.state === 'loading' && inside.assets.length === 0 && <Remark level={level}>Loading …</Remark>}
          {inside?.state === 'failed' && <Remark level={level}>{inside.error}</Remark>}
          {inside?.state === 'ready' && inside.assets.length === 0 && (
            <Remark level={level}>
              {level === 1 ? 'Nothing yet. Drop a GeoTIFF, CSV, GeoJSON or shapefile here.' : 'Empty'}
            </Remark>
          )}
        </ul>
      )}
    </li>
  );
}

interface LeafProps {
  readonly asset: Asset;
  readonly level: number;
  readonly search: string;
}

function Leaf({ asset, level, search }: LeafProps): JSX.Element {
  const { name, type } = asset;
  if (type === 'FOLDER' || type === 'IMAGE_COLLECTION') {
    return <Branch name={name} title={shortName(name)} level={level} search={search} asset={asset} />;
  }
  const act = () => {
    selected.value = selected.value === name ? undefined : name;
  };
  return (
    <li>
      <Row name={name} title={shortName(name)} type={type} level={level} act={act}>
        <ShowButton asset={asset} />
      </Row>
    </li>
  );
}

function ShowButton({ asset }: { readonly asset: Asset }): JSX.Element | null {
  if (!isShowable(asset)) return null;
  const show = () => void showAsset(asset).catch(notifyError);
  return <IconButton name="plus" label={`Show ${shortName(asset.name)} on the map`} onClick={show} />;
}

interface RowProps extends Omit<BranchProps, 'search' | 'asset'> {
  readonly type: string;
  readonly isOpen?: boolean;
  readonly act: () => void;
  readonly children?: ComponentChildren;
}

function Row({ name, title, type, level, isOpen, act, children: buttons }: RowProps): JSX.Element {
  return (
    <div class={selected.value === name ? 'asset-row selected' : 'asset-row'}>
      <button
        type="button"
        class="asset"
        data-level={level}
        aria-expanded={isOpen}
        aria-current={selected.value === name}
        title={name}
        onClick={act}
        onKeyDown={(event) => {
          walk(event);
          const turns = { ArrowRight: false, ArrowLeft: true }[event.key];
          if (isOpen !== undefined && isOpen === turns) act();
        }}
      >
        <span class={isOpen ? 'twist open' : 'twist'}>{isOpen !== undefined && <Icon name="chevron" />}</span>
        <Icon name={ICONS[type] ?? 'other'} />
        <span class="name">{title}</span>
      </button>
      {buttons}
    </div>
  );
}

function Remark({
  level,
  children: text,
}: {
  readonly level: number;
  readonly children: JSX.Element | string | undefined;
}): JSX.Element {
  return (
    <li class="remark" data-level={level + 1}>
      {text}
    </li>
  );
}

function refreshAll(): void {
  for (const name of children.value.keys()) void refreshAssets(name);
}

/** Up and down through the rows that are seen. */
function walk(event: KeyboardEvent): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const row = event.currentTarget as HTMLElement;
  if (by === undefined) return;
  const rows = [...(row.closest('.tree')?.querySelectorAll<HTMLElement>('.asset') ?? [])];
  event.preventDefault();
  rows[rows.indexOf(row) + by]?.focus();
}

/** Whether a name has the text, or something below it that is known. */
function isWanted({ name }: Asset, search: string): boolean {
  if (search === '' || shortName(name).toLowerCase().includes(search)) return true;
  return (children.value.get(name)?.assets ?? []).some((asset) => isWanted(asset, search));
}
