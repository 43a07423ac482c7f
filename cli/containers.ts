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
  const [, root = '', path = ''] = /^(projects\/[^/]+\/assets)\/(.+)$/.exec(name) ?? [];
  const parts = path.split('/');
  for (const [i] of parts.entries()) {
    const above = `${root}/${parts.slice(0, i + 1).join('/')}`;
    const known = await client.get(above).catch((error: unknown) => {
      if (error instanceof Failure) return undefined;
      throw error;
    });
    if (known === undefined)
      await createContainer(client, above, i === parts.length - 1 ? 'IMAGE_COLLECTION' : 'FOLDER');
  }
}
