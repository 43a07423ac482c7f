/** The versions by which clients name the API; all have the same methods. The official clients send `v1`. */
export const API_VERSIONS = ['v1', 'v1beta', 'v1alpha'] as const;
export type ApiVersion = (typeof API_VERSIONS)[number];

/** What follows the version in a path such as `/v1/projects/p`; undefined if it begins with none. */
export function belowVersion(path: string): string | undefined {
  const [, first, ...rest] = path.split('/');
  return API_VERSIONS.some((version) => version === first) && path[0] === '/' ? rest.join('/') : undefined;
}
