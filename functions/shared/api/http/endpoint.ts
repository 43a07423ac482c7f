import type { IncomingMessage } from 'node:http';
import type { Endpoint } from '../../endpoint.ts';
import { SETTINGS } from '../../settings.ts';

const given = new WeakMap<IncomingMessage, Endpoint>();

/** Says at which endpoint a request has come in, where one process serves both. */
export function setEndpoint(request: IncomingMessage, endpoint: Endpoint): void {
  given.set(request, endpoint);
}

/** The endpoint that a request has come in at: that of the process (TERRANE_ENDPOINT), unless it serves both. */
export function endpointOf(request: IncomingMessage): Endpoint {
  return given.get(request) ?? SETTINGS.endpoint.read();
}
