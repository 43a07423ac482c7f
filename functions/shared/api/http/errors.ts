import { awayError, isServiceError } from '../../errors.ts';
import { untilTheEnd } from './ending.ts';
import { errorReply } from './error-reply.ts';
import type { Layer } from './exchange.ts';
import { withStrayErrors } from './stray-errors.ts';

/** Answers errors in the form that the clients read; those that are not meant for the caller are told to the log. */
export const withErrors: Layer = (inner) => async (exchange) => {
  try {
    return await untilTheEnd(() => withStrayErrors(() => inner(exchange)));
  } catch (error) {
    if (!isServiceError(error)) Object.assign(exchange.known, { error });
    return errorReply(awayError(error) ?? error, exchange.id);
  }
};
