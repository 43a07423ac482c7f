import type { Client } from './client.ts';
import { Failure } from './failure.ts';

type ContainerType = 'FOLDER' | 'IMAGE_COLLECTION';

/** Makes a folder or a collection, by its full name. */
export function createContainer(client: Client, name: string, type: ContainerType): Promise<{ readonly name: string }> {
  const [, root = '', id = ''] = /^(projects\/[^/]+)\/assets\/(.+)$/.exec(name) ?? [];
  return client.post(`${root}/assets?assetId=${encodeURIComponent(id)}`, { type });
}

/** Makes a collection unless it is there, with the folders above it. */
export async function ensureCollection(client: Client, name: string): Promise<void> {
  await ensureFolders(client, name.slice(0, name.lastIndexOf('/')));
  await ensure(client, name, 'IMAGE_COLLECTION');
}

/** Makes a folder unless something of its name is there, with those above it. The root of a project is always there. */
export async function ensureFolders(client: Client, name: string): Promise<void> {
  const [, root = '', path = ''] = /^(projects\/[^/]+\/assets)\/(.+)$/.exec(name) ?? [];
  const parts = path.split('/').filter((part) => part !== '');
  for (const [i] of parts.entries()) await ensure(client, `${root}/${parts.slice(0, i + 1).join('/')}`, 'FOLDER');
}

async function ensure(client: Client, name: string, type: ContainerType): Promise<void> {
  if (!(await isThere(client, name))) await createContainer(client, name, type);
}

/** Whether there is an asset of a name that the caller may see. */
export async function isThere(client: Client, name: string): Promise<boolean> {
  return client.get(name).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Failure) return false;
      throw error;
    },
  );
}
