import diagnostics from 'node:diagnostics_channel';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setEndpoint } from '../../functions/shared/api/http/endpoint.ts';
import { PROTECTION } from '../../functions/shared/api/http/protection.ts';
import { verbOf } from '../../functions/shared/api/http/sent-as.ts';
import type { FunctionName } from '../../functions/shared/api/methods/method.ts';
import { servedBy } from '../../functions/shared/api/methods/served-by.ts';
import type { Endpoint } from '../../functions/shared/endpoint.ts';
import { isOpen } from '../../functions/shared/identity/auth-mode.ts';
import { exportingProject, makeOwnBucket } from './own-buckets.ts';
import { isOfUpload, relayUpload } from './upload-relay.ts';

/** Cloud Run takes no larger request over HTTP/1. */
const MAX_REQUEST_BYTES = 32 * 1024 * 1024;

function functionOf({ method = 'GET', headers, url = '/' }: IncomingMessage): FunctionName {
  return servedBy(verbOf(method, headers), url.split('?')[0]);
}

export interface FrontOptions {
  /** The address of the local Cloud Storage. */
  readonly storage: string;
  /** The endpoint that requests come in at. */
  readonly endpoint: Endpoint;
  readonly port: number;
  readonly host: string;
}

export interface Front {
  readonly port: number;
  /** Takes no further requests; ends once those under way are answered. */
  close(): Promise<void>;
}

/**
 * One address before the functions, and for uploads. The functions stay servers of the Functions Framework, which are handed the requests in process.
 */
export async function startFront(
  functions: Readonly<Record<FunctionName, Server>>,
  { storage, endpoint, port, host }: FrontOptions,
): Promise<Front> {
  let closing = false;
  const front = createServer((request, response) => {
    // A connection whose answer comes after the close would else be kept until its client or a timeout ends it.
    response.once('close', () => closing && front.closeIdleConnections());
    setEndpoint(request, endpoint);
    const project = exportingProject(request);
    if (isOfUpload(request)) relayUpload(storage, request, response);
    else if (Number(request.headers['content-length'] ?? 0) > MAX_REQUEST_BYTES) refuse(response);
    else if (project !== undefined && isOpen()) {
      void makeOwnBucket(project).then(() => handOver(functions[functionOf(request)], request, response));
    } else {
      // Whether the caller may export is known once that has been answered.
      response.once('finish', () => project !== undefined && response.statusCode === 200 && makeOwnBucket(project));
      handOver(functions[functionOf(request)], request, response);
    }
  });
  // Longer than clients keep an idle connection, so that none is closed under a request that has just been sent.
  front.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    front.once('error', reject);
    front.listen(port, host, resolve);
  });
  return {
    port: (front.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        closing = true;
        front.close(() => resolve());
        front.closeIdleConnections();
      }),
  };
}

const requestStart = diagnostics.channel('http.server.request.start');

/** Gives a request to a server of this process as if it had come in there: announced, as Node does, then delivered. */
function handOver(server: Server, request: IncomingMessage, response: ServerResponse): void {
  requestStart.publish({ request, response, socket: request.socket, server });
  server.emit('request', request, response);
}

function refuse(response: ServerResponse): void {
  const error = { code: 413, message: 'Request Entity Too Large', status: 'INVALID_ARGUMENT' };
  const headers = { ...PROTECTION, 'content-type': 'application/json', connection: 'close' };
  response.writeHead(413, headers).end(JSON.stringify({ error }));
}
