import { invalid } from '../errors.ts';

/** A project id, with its optional domain, as the clients check it. */
const PROJECT = /^(?:[a-z0-9.-]+\.[a-z]{2,}:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/;
const SEGMENT = /^[\w.-]+$/;
const MAX_NAME = 500;

/** An asset's name, taken apart. */
export interface AssetName {
  readonly project: string;
  /** The path behind `assets/`; empty for the root of a project. */
  readonly path: string;
  readonly name: string;
}

/** The id of a project, checked. */
export function checkProject(project: string): string {
  if (!PROJECT.test(project)) throw invalid(`Invalid project ID '${project.slice(0, 100)}'.`);
  return project;
}

/**
 * Reads an asset's name as requests have it: `projects/P/assets/PATH`.
 * Throws INVALID_ARGUMENT if it is not one.
 */
export function parseAssetName(name: string): AssetName {
  const [, project, path] = /^projects\/([^/]+)\/assets(?:\/(.*))?$/.exec(name) ?? [];
  if (project === undefined || name.length > MAX_NAME) throw invalid(`Invalid asset name '${name.slice(0, 200)}'.`);
  checkProject(project);
  const trimmed = (path ?? '').replace(/\/$/, '');
  if (trimmed !== '' && !trimmed.split('/').every((segment) => SEGMENT.test(segment) && !/^\.+$/.test(segment))) {
    throw invalid(`Invalid asset name '${name.slice(0, 200)}': use letters, digits, '_', '-' and '.' between slashes.`);
  }
  return {
    project,
    path: trimmed,
    name: trimmed === '' ? `projects/${project}/assets` : `projects/${project}/assets/${trimmed}`,
  };
}

/**
 * The name of an asset that an expression names by its id. Ids of the public catalogue (`A/B/C`) and of users' legacy folders
 * live in projects of their own, as in the clients.
 */
export function assetNameOfId(id: string): AssetName {
  if (/^projects\/[^/]+\/assets\//.test(id)) return parseAssetName(id);
  const home = /^(users|projects)\//.test(id) ? 'earthengine-legacy' : 'earthengine-public';
  return parseAssetName(`projects/${home}/assets/${id}`);
}

/** The id of an asset as `Image.load` takes it, for assets of the public catalogue and others. */
export function idOfAssetName({ project, path, name }: AssetName): string {
  return project === 'earthengine-public' || project === 'earthengine-legacy' ? path : name;
}

/** The name of the folder above. */
export function parentOf({ project, path }: AssetName): string {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? `projects/${project}/assets` : `projects/${project}/assets/${path.slice(0, cut)}`;
}
