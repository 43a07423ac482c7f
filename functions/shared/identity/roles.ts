/** What somebody may do with a project or an asset; each role may also do what those before it may. */
export const ROLES = ['reader', 'writer', 'owner'] as const;
export type Role = (typeof ROLES)[number];

/** The names that policies give roles: Google's basic ones, which the clients write, and Earth Engine's own. */
const NAMES: { readonly [name: string]: Role } = {
  'roles/viewer': 'reader',
  'roles/editor': 'writer',
  'roles/owner': 'owner',
  'roles/earthengine.viewer': 'reader',
  'roles/earthengine.writer': 'writer',
  'roles/earthengine.admin': 'owner',
};

/** The name that policies in replies give a role. */
export const ROLE_NAMES: { readonly [role in Role]: string } = {
  reader: 'roles/viewer',
  writer: 'roles/editor',
  owner: 'roles/owner',
};

/** The role that a policy names; undefined if there is no such role. */
export function roleNamed(name: string): Role | undefined {
  return Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
}

/** Whether a role may do all that another one may. */
export function includesRole(role: Role | undefined, wanted: Role): boolean {
  return role !== undefined && ROLES.indexOf(role) >= ROLES.indexOf(wanted);
}

/** The role that may do more; undefined is none. */
export function strongerRole(a: Role | undefined, b: Role | undefined): Role | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return includesRole(a, b) ? a : b;
}

/** The permissions of Earth Engine (its IAM reference), and of the keys of its accounts, each with the role that it takes. */
export const PERMISSIONS = {
  'earthengine.assets.get': 'reader',
  'earthengine.assets.list': 'reader',
  'earthengine.assets.getIamPolicy': 'reader',
  'earthengine.assets.create': 'writer',
  'earthengine.assets.update': 'writer',
  'earthengine.assets.delete': 'writer',
  'earthengine.assets.setIamPolicy': 'owner',
  'earthengine.computations.create': 'reader',
  'earthengine.maps.create': 'reader',
  'earthengine.maps.get': 'reader',
  'earthengine.thumbnails.create': 'reader',
  'earthengine.thumbnails.get': 'reader',
  'earthengine.tables.create': 'reader',
  'earthengine.tables.get': 'reader',
  'earthengine.exports.create': 'writer',
  'earthengine.imports.create': 'writer',
  'earthengine.operations.get': 'reader',
  'earthengine.operations.list': 'reader',
  'earthengine.operations.update': 'writer',
  'earthengine.operations.delete': 'writer',
  'earthengine.config.get': 'reader',
  'earthengine.config.update': 'owner',
  // Google's Identity and Access Management has these.
  'iam.serviceAccountKeys.create': 'owner',
  'iam.serviceAccountKeys.delete': 'owner',
  'iam.serviceAccountKeys.list': 'owner',
} as const satisfies { readonly [permission: string]: Role };
export type Permission = keyof typeof PERMISSIONS;

/** Whether a role has a permission; nobody has one that does not exist. */
export function roleHas(role: Role | undefined, permission: string): boolean {
  return Object.hasOwn(PERMISSIONS, permission) && includesRole(role, PERMISSIONS[permission as Permission]);
}
