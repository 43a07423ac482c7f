import { invalid } from '../../errors.ts';
import type { Method, QueryType } from './method.ts';

/** The query parameters that every method takes. */
export interface StandardQuery {
  readonly fields?: string;
  readonly prettyPrint: boolean;
  readonly accessToken?: string;
}

/** Parameters of every Google API; those without a meaning here are accepted and do nothing. */
export const STANDARD_PARAMETERS: { readonly [name: string]: { type: QueryType; description: string } } = {
  '$.xgafv': { type: ['1', '2'], description: 'V1 error format. Ignored.' },
  access_token: { type: 'string', description: 'OAuth access token.' },
  alt: { type: ['json', 'media', 'proto'], description: 'Data format of the reply: JSON, or the file itself.' },
  callback: { type: 'string', description: 'JSONP. Refused.' },
  fields: { type: 'string', description: 'The fields of the reply that are wanted.' },
  key: { type: 'string', description: 'API key. Ignored.' },
  oauth_token: { type: 'string', description: 'OAuth access token.' },
  prettyPrint: { type: 'boolean', description: 'Replies with line breaks and indentation.' },
  quotaUser: { type: 'string', description: 'Whom to count quota for. Ignored.' },
  upload_protocol: { type: 'string', description: 'Ignored.' },
  uploadType: { type: 'string', description: 'Ignored.' },
};

export interface ParsedQuery {
  readonly own: Readonly<Record<string, string | number | boolean>>;
  readonly standard: StandardQuery;
}

/**
 * Reads the query of a call.
 * @param text the query string, without the `?`
 * @throws INVALID_ARGUMENT for parameters that the method does not have, in the service's words
 */
export function readQuery(method: Pick<Method, 'query'>, text: string): ParsedQuery {
  const own: Record<string, string | number | boolean> = {};
  const standard: Record<string, string | number | boolean> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    if (method.query && Object.hasOwn(method.query, name)) own[name] = readParameter(name, method.query[name], value);
    else if (Object.hasOwn(STANDARD_PARAMETERS, name)) {
      standard[name] = readParameter(name, STANDARD_PARAMETERS[name].type, value);
    } else throw unknownParameter(name);
  }
  if (standard['callback']) throw invalid("JSONP is not supported: leave out the parameter 'callback'.");
  if (standard['alt'] === 'proto') throw invalid("Only JSON is spoken: 'alt=proto' is not supported.");
  const accessToken = standard['access_token'] ?? standard['oauth_token'];
  return {
    own,
    standard: {
      prettyPrint: standard['prettyPrint'] === true,
      ...(standard['fields'] ? { fields: String(standard['fields']) } : {}),
      ...(accessToken === undefined ? {} : { accessToken: String(accessToken) }),
    },
  };
}

function readParameter(name: string, type: QueryType, value: string): string | number | boolean {
  if (type === 'string') return value;
  if (type === 'integer') {
    const number = Number(value);
    if (/^-?\d{1,10}$/.test(value) && number >= -(2 ** 31) && number < 2 ** 31) return number;
    throw wrongParameter(name, 'TYPE_INT32', value);
  }
  if (type === 'boolean') {
    if (/^(true|1|)$/i.test(value)) return true;
    if (/^(false|0)$/i.test(value)) return false;
    throw wrongParameter(name, 'TYPE_BOOL', value);
  }
  if (type.includes(value)) return value;
  throw wrongParameter(name, 'TYPE_ENUM', value);
}

function wrongParameter(name: string, type: string, value: string) {
  return invalid(`Invalid value at '${name}' (${type}), ${JSON.stringify(value.slice(0, 100))}`);
}

function unknownParameter(name: string) {
  const short = name.slice(0, 100);
  return invalid(
    `Invalid JSON payload received. Unknown name "${short}": Cannot bind query parameter. ` +
      `Field '${short}' could not be found in request message.`,
  );
}
