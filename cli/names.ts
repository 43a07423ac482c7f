/**
 * The full name of an asset: `projects/P/assets/PATH` as it is; else the path below the project's root.
 * @param text an empty one is the root
 */
export function assetName(text: string, project: string): string {
  const path = text.replace(/^\/+|\/+$/g, '');
  if (/^projects\/[^/]+\/assets(\/|$)/.test(path)) return path;
  return path === '' ? `projects/${project}/assets` : `projects/${project}/assets/${path}`;
}

/** The address that an asset's children are listed at: that of the project for its root. */
export function listPath(name: string): string {
  return `${name.replace(/^(projects\/[^/]+)\/assets$/, '$1')}:listAssets`;
}

/** The full name of an operation: of an id that of the project's. */
export function operationName(text: string, project: string): string {
  return text.startsWith('projects/') ? text : `projects/${project}/operations/${text}`;
}
