import { authenticate } from '../shared/api/auth.ts';
import type { Layer } from '../shared/api/http/exchange.ts';

/** The project of calls that belong to no project; any name would do. */
const NO_PROJECT = 'earthengine-legacy';

/** Authenticates calls that belong to no project: those that are not in the table of methods. */
export const forAnyCaller: Layer = (inner) => async (exchange) => {
  const { request, headers } = exchange;
  await authenticate({ headers, remoteAddress: request.socket.remoteAddress }, NO_PROJECT);
  return inner(exchange);
};
