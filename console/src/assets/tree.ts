import { effect, signal, untracked } from '@preact/signals';
import { type Asset, CATALOGUE, listAssets } from '../api/assets.ts';
import { parent, project, token } from '../api/session.ts';
import { operations } from '../tasks/tasks.ts';

/** What is known of a folder or collection. */
export interface Children {
  readonly state: 'loading' | 'ready' | 'failed';
  readonly assets: readonly Asset[];
  readonly error?: string;
}

/** The children of folders that were opened, by the folder's name. */
export const children = signal<ReadonlyMap<string, Children>>(new Map());
/** The folders that are open. */
export const open = signal<ReadonlySet<string>>(new Set());
/** The asset whose details are shown. */
export const selected = signal<string | undefined>(undefined);

/** The roots of the tree. */
export function roots(): readonly { readonly name: string; readonly title: string }[] {
  return [
    { name: `projects/${project.value}/assets`, title: project.value },
    { name: `projects/${CATALOGUE}/assets`, title: 'Public catalogue' },
  ];
}

export function toggle(name: string): void {
  const next = new Set(open.peek());
  if (next.delete(name)) open.value = next;
  else {
    open.value = next.add(name);
    if (!children.peek().has(name)) void refreshAssets(name);
  }
}

/** Reads again what is in a folder. */
export async function refreshAssets(name: string): Promise<void> {
  const before = children.peek().get(name)?.assets ?? [];
  put(name, { state: 'loading', assets: before });
  try {
    const assets = await listAssets(name);
    put(name, { state: 'ready', assets: assets.toSorted(byTypeAndName) });
  } catch (error) {
    put(name, { state: 'failed', assets: before, error: (error as Error).message });
  }
}

/** Selects an asset, with the folders above it open. */
export function reveal(name: string): void {
  const [root = '', ...path] = name.split(/(?<=^projects\/[^/]+\/assets)\/|(?<=\/assets\/.*)\//);
  const above = path.slice(0, -1).map((_, i) => [root, ...path.slice(0, i + 1)].join('/'));
  open.value = new Set([...open.peek(), root, ...above]);
  selected.value = name;
}

function put(name: string, state: Children): void {
  children.value = new Map(children.peek()).set(name, state);
}

/** Folders first, as file managers have it. */
function byTypeAndName(a: Asset, b: Asset): number {
  const [first, second] = [a, b].map(({ type }) => (type === 'FOLDER' ? 0 : 1));
  return first !== second ? (first ?? 0) - (second ?? 0) : a.name.localeCompare(b.name, undefined, { numeric: true });
}

/** Begins anew. */
function resetTree(): void {
  children.value = new Map();
  const root = `${parent.peek()}/assets`;
  open.value = new Set([root]);
  selected.value = undefined;
  void refreshAssets(root);
}

let arrived: number | undefined;

// What an import or export has made is seen without asking.
effect(() => {
  const isAsset = (uri: string) => uri.startsWith('projects/');
  const now = operations.value?.filter(({ metadata }) => metadata.destinationUris?.some(isAsset)).length;
  const isNew = arrived !== undefined && now !== undefined && now > arrived;
  arrived = now;
  if (isNew) untracked(() => [...children.peek().keys()].map(refreshAssets));
});

// Another project, or another caller.
effect(() => {
  void [project.value, token.value];
  untracked(resetTree);
});
