import type { IncomingHttpHeaders } from 'node:http';
import { invalid } from '../../errors.ts';
import { type FileReply, jsonText } from '../http/reply.ts';
import { readQuery } from '../methods/query.ts';
import { discoveryDocument } from './document.ts';

let cached: Record<string, unknown> | undefined;

/** Answers `GET /$discovery/rest?version=v1`, for anyone: there are no secrets in it. */
export function discoveryReply(headers: IncomingHttpHeaders, queryText: string): FileReply {
  const { own, standard } = readQuery({ query: { version: 'string', labels: 'string' } }, queryText);
  if (own['version'] !== undefined && own['version'] !== 'v1') throw invalid("Only version 'v1' is spoken.");
  cached ??= discoveryDocument();
  const scheme = headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  const rootUrl = `${scheme}://${headers.host ?? 'localhost'}/`;
  const document = { ...cached, rootUrl, baseUrl: rootUrl };
  return jsonText(JSON.stringify(document, null, standard.prettyPrint ? 2 : undefined), { vary: 'Host' });
}
