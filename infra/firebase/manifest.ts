import { API_VERSIONS } from '../../functions/shared/api/methods/versions.ts';
import { routes } from '../generate/routes.ts';
import { SERVICES } from '../generate/services.ts';

/** Where the suite pretends that the functions are. */
export const REGION = 'us-central1';

/**
 * The text of `functions/functions.yaml`, by which firebase-tools knows the functions without their being made with its own SDK (YAML may be
 * JSON). Each may take as long as in the cloud.
 */
export function manifestFile(): string {
  const endpoint = (entryPoint: string, timeoutSeconds: number) => ({
    platform: 'gcfv2',
    region: [REGION],
    entryPoint,
    httpsTrigger: {},
    timeoutSeconds,
  });
  const endpoints = {
    interactive: endpoint('interactive', SERVICES['interactive']!.seconds),
    batch: endpoint('batch', SERVICES['steps']!.seconds),
  };
  return `${JSON.stringify({ specVersion: 'v1alpha1', endpoints }, null, 2)}\n`;
}

/** A rewrite of Firebase Hosting. */
export interface Rewrite {
  readonly regex: string;
  readonly function: { readonly functionId: string; readonly region: string };
}

/** The rewrites of firebase.json: the first one that matches a path counts. Wake-ups do not come this way. */
export function rewrites(): Rewrite[] {
  const { full, templates } = routes();
  const to = (functionId: string) => (regex: string) => ({ regex, function: { functionId, region: REGION } });
  return [
    ...[...full.map((path) => `^${path}$`), ...new Set(templates.map(expression))].map(to('batch')),
    ...[`^/${VERSION}/.*$`, '^/([$]|%24)discovery/rest$', '^/token$'].map(to('interactive')),
  ];
}

/** The versions of the API, in a regular expression. */
const VERSION = `(${API_VERSIONS.join('|')})`;

/** The regular expression, as RE2 takes it, of a path template of the load balancer, in every version. */
function expression(template: string): string {
  const path = template.replaceAll(/\*\*|\*/g, (stars) => (stars === '*' ? '[^/]+' : '.*'));
  return `^${path.replace(/^\/[^/]+/, `/${VERSION}`)}$`;
}

/** The text of firebase.json with the rewrites that follow from the table of methods. */
export function withRewrites(configuration: string): string {
  const { hosting, ...others } = JSON.parse(configuration) as { readonly hosting: object };
  return `${JSON.stringify({ ...others, hosting: { ...hosting, rewrites: rewrites() } }, null, 2)}\n`;
}
