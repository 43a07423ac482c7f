import { authenticate } from '../shared/api/auth.ts';
import type { Layer } from '../shared/api/http/exchange.ts';

/** For those who need no project: any will do. */
const NO_PROJECT = 'earthengine-legacy';

/** Lets callers in who need no project: for what has no place in the table of methods. */
export const forAnyCaller: Layer = (inner) => async (exchange) => {
  const { request, headers } = exchange;
  await authenticate({ headers, remoteAddress: request.socket.remoteAddress }, NO_PROJECT);
  return inner(exchange);
};
