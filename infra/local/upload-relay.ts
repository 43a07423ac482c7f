import { type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { pipeline } from 'node:stream';

/** The sessions of uploads, as Cloud Storage has them: whoever has the id may send the bytes. */
const SESSION = /^\/upload\/storage\/v1\/b\/[^/]+\/o\?(.*&)?upload_id=/;

/** Whether a request is a part of an upload. */
export function isOfUpload({ method = '', url = '' }: IncomingMessage): boolean {
  return ['PUT', 'DELETE', 'OPTIONS'].includes(method) && SESSION.test(url);
}

/**
 * Passes a part of an upload on to the local Cloud Storage, which is on the loopback address only, so that those can upload who reach this server
 * from elsewhere, such as from outside a container.
 * @param storage the address of the local Cloud Storage
 */
export function relayUpload(storage: string, request: IncomingMessage, response: ServerResponse): void {
  const { hostname, port, host } = new URL(storage);
  const { origin, ...headers } = request.headers;
  // A page of this server is no other page here, wherever the server is.
  const other = origin !== undefined && !isOwnPage(origin, headers.host) ? { origin } : {};
  const passed = send(
    { hostname, port, method: request.method, path: request.url, headers: { ...headers, ...other, host } },
    (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.rawHeaders);
      pipeline(reply, response, () => {});
    },
  );
  passed.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
  response.on('close', () => passed.destroy());
  request.pipe(passed);
}

function isOwnPage(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
