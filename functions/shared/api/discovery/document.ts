import { DISCOVERY_TYPES, type DiscoveryType } from '../../messages/field.ts';
import { MESSAGES } from '../../messages/message.ts';
import { DESCRIPTIONS } from '../methods/descriptions.ts';
import type { Method, QueryType } from '../methods/method.ts';
import { STANDARD_PARAMETERS } from '../methods/query.ts';
import { METHOD_LIST, type MethodId } from '../methods/table.ts';
import { type PathVariable, parseTemplate } from '../methods/template.ts';
import type { ApiVersion } from '../methods/versions.ts';

type JsonObject = { [name: string]: unknown };

/**
 * The REST description of the API, which the Python client makes its calls from. Methods that are refused are in it, too: else the client would say
 * that there is no such attribute, and not what to do instead.
 */
export function discoveryDocument(version: ApiVersion = 'v1'): JsonObject {
  return {
    kind: 'discovery#restDescription',
    discoveryVersion: 'v1',
    id: `earthengine:${version}`,
    name: 'earthengine',
    version,
    title: 'Terrane',
    description: 'An open server that speaks the Earth Engine REST API.',
    protocol: 'rest',
    servicePath: '',
    batchPath: 'batch',
    parameters: Object.fromEntries(
      Object.entries(STANDARD_PARAMETERS).map(([name, { type, description }]) => [
        name,
        { ...parameterType(type), location: 'query', description },
      ]),
    ),
    schemas: Object.fromEntries(
      [...MESSAGES].map(([name, properties]) => [name, { id: name, type: 'object', properties }]),
    ),
    ...resourcesOf(version),
  };
}

/** `projects.maps.tiles.get` is the method `get` of the resource `tiles` of `maps` of `projects`. */
function resourcesOf(version: ApiVersion): JsonObject {
  const root: JsonObject = {};
  for (const [id, method] of METHOD_LIST) {
    const path = id.split('.');
    const name = path.pop() ?? '';
    const resource = path.reduce((above, part) => child(child(above, 'resources'), part), root);
    child(resource, 'methods')[name] = describeMethod(id, method, version);
  }
  return root;
}

function child(parent: JsonObject, name: string): JsonObject {
  parent[name] ??= {};
  return parent[name] as JsonObject;
}

function describeMethod(id: MethodId, method: Method, version: ApiVersion): JsonObject {
  const { variables } = parseTemplate(method.path);
  const query = Object.entries(method.query ?? {});
  return {
    id: `earthengine.${id}`,
    httpMethod: method.verb,
    description: DESCRIPTIONS[id],
    path: `${version}/${method.path.replace(/\{([^}=]+)=[^}]+\}/g, '{+$1}')}`,
    parameterOrder: variables.map(({ name }) => name),
    parameters: Object.fromEntries([
      ...variables.map((variable) => [variable.name, pathParameter(variable)]),
      ...query.map(([name, type]) => [name, { ...parameterType(type), location: 'query' }]),
    ]),
    ...(method.request ? { request: discoveryOf(method.request) } : {}),
    response: discoveryOf(method.response),
  };
}

function pathParameter({ pattern }: PathVariable): JsonObject {
  const parameter = { type: 'string', location: 'path', required: true };
  if (pattern === '*') return { ...parameter, type: 'integer', format: 'int32' };
  const expression = pattern.replaceAll('/**', '/.{0}').replaceAll('*', '[^/]+').replaceAll('.{0}', '.*');
  return { ...parameter, pattern: `^${expression}$` };
}

function parameterType(type: QueryType): JsonObject {
  if (typeof type !== 'string') return { type: 'string', enum: type };
  return type === 'integer' ? { type, format: 'int32' } : { type };
}

function discoveryOf(schema: Method['response']): DiscoveryType | undefined {
  return DISCOVERY_TYPES.get(schema)?.discovery;
}
