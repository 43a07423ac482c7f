import { call } from './http.ts';

export interface Band {
  readonly id: string;
  readonly dataType?: {
    readonly precision?: string;
    readonly range?: { readonly min?: number; readonly max?: number };
  };
  readonly grid?: {
    readonly crsCode?: string;
    readonly dimensions?: { readonly width?: number; readonly height?: number };
    readonly affineTransform?: { readonly scaleX?: number; readonly scaleY?: number };
  };
  readonly pyramidingPolicy?: string;
}

export type AssetType = 'IMAGE' | 'IMAGE_COLLECTION' | 'TABLE' | 'FOLDER' | 'CLASSIFIER' | 'FEATURE_VIEW';

export interface Asset {
  readonly name: string;
  readonly id?: string;
  readonly type: AssetType;
  readonly updateTime?: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly properties?: { readonly [name: string]: unknown };
  readonly bands?: readonly Band[];
  readonly sizeBytes?: string;
  readonly featureCount?: string;
  readonly geometry?: object;
}

/** The project of the public catalogue. */
export const CATALOGUE = 'earthengine-public';

/** What is right below a folder, a collection, or the root of a project (`projects/P/assets`). @throws ApiError */
export async function listAssets(name: string): Promise<readonly Asset[]> {
  const container = name.replace(/^(projects\/[^/]+)\/assets$/, '$1');
  const found: Asset[] = [];
  let token: string | undefined;
  do {
    const page = await call<{ assets?: readonly Asset[]; nextPageToken?: string }>(
      `${container}:listAssets?pageSize=500${token === undefined ? '' : `&pageToken=${encodeURIComponent(token)}`}`,
    );
    found.push(...(page.assets ?? []));
    token = page.nextPageToken;
  } while (token !== undefined && found.length < 5000);
  return found;
}

export function getAsset(name: string): Promise<Asset> {
  return call<Asset>(name);
}

export function deleteAsset(name: string): Promise<object> {
  return call(name, { method: 'DELETE' });
}

export function createFolder(root: string, path: string): Promise<Asset> {
  const [, project = '', above = ''] = /^projects\/([^/]+)\/assets\/?(.*)$/.exec(root) ?? [];
  const id = above === '' ? path : `${above}/${path}`;
  return call(`projects/${project}/assets?assetId=${encodeURIComponent(id)}`, { body: { type: 'FOLDER' } });
}

/** Makes a folder, with those above it, unless it is there. @throws ApiError */
export async function ensureFolder(name: string): Promise<void> {
  const [root = '', ...path] = name.split(/(?<=^projects\/[^/]+\/assets)\/|(?<=\/assets\/.*)\//);
  for (const [i, part] of path.entries()) {
    const above = [root, ...path.slice(0, i)].join('/');
    const isThere = (await listAssets(above)).some((asset) => asset.name === `${above}/${part}`);
    if (!isThere) await createFolder(above, part);
  }
}

/** The last part of a name. */
export function shortName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** The name as scripts write it: of the catalogue without the project. */
export function idOf(name: string): string {
  return name.replace(`projects/${CATALOGUE}/assets/`, '');
}
