import { BATCH_PATHS } from '../../functions/shared/api/methods/served-by.ts';
import { METHOD_LIST } from '../../functions/shared/api/methods/table.ts';
import { API_VERSIONS, type ApiVersion } from '../../functions/shared/api/methods/versions.ts';

/**
 * The load balancer's routes to the batch function; all other requests go to `interactive`. Wake-ups do not pass the balancer: Cloud Tasks and
 * Cloud Scheduler call the function that computes steps at its own address.
 */
export interface Routes {
  readonly full: readonly string[];
  /** Path templates of Cloud Load Balancing: a star is one segment, two are any number of them, at the end. */
  readonly templates: readonly string[];
}

/** The routes that follow from the table of methods. */
export function routes(): Routes {
  const templates = METHOD_LIST.filter(([, { servedBy }]) => servedBy === 'batch').flatMap(([, { path }]) =>
    API_VERSIONS.map((version) => template(version, path)),
  );
  return { full: [BATCH_PATHS.full], templates: [...new Set(templates)].sort() };
}

/** The path template of a method. Nothing can follow stars in a segment of a template, so the verb of a method (`:cancel`) is left out there. */
function template(version: ApiVersion, path: string): string {
  const plain = path.replaceAll(/\{[a-zA-Z]+(?:=([^}]+))?\}/g, (_, pattern = '*') => pattern);
  return `/${version}/${plain.replace(/\*\*.*$/, '**').replace(/\*:\w+$/, '*')}`;
}

/** The text of `infra/terraform/routes.tf.json`. */
export function routesFile(): string {
  return `${JSON.stringify({ locals: { batch_routes: routes() } }, null, 2)}\n`;
}
