import type { IncomingHttpHeaders } from 'node:http';
import { invalid } from '../../errors.ts';
import { ownAddress } from '../http/own-address.ts';
import { type FileReply, jsonText } from '../http/reply.ts';
import { readQuery } from '../methods/query.ts';
import { API_VERSIONS, type ApiVersion } from '../methods/versions.ts';
import { discoveryDocument } from './document.ts';

const cached = new Map<ApiVersion, Record<string, unknown>>();

/** Answers `GET /$discovery/rest?version=v1`, for anyone: there are no secrets in it. */
export function discoveryReply(headers: IncomingHttpHeaders, queryText: string): FileReply {
  const { own, standard } = readQuery({ query: { version: 'string', labels: 'string' } }, queryText);
  const version = API_VERSIONS.find((one) => one === (own['version'] ?? 'v1'));
  if (version === undefined) throw invalid(`Invalid value at 'version': one of ${API_VERSIONS.join(', ')} is spoken.`);
  const known = cached.get(version) ?? discoveryDocument(version);
  cached.set(version, known);
  const rootUrl = `${ownAddress(headers)}/`;
  const document = { ...known, rootUrl, baseUrl: rootUrl };
  return jsonText(JSON.stringify(document, null, standard.prettyPrint ? 2 : undefined), { vary: 'Host' });
}
