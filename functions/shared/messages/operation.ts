import { any, boolean, int32, repeated, string, struct } from './field.ts';
import { message } from './message.ts';

export const Status = message('Status', { code: int32, message: string, details: repeated(any) });

/** The types of `metadata` and `response` are named by their `@type`. */
export const Operation = message('Operation', {
  name: string,
  metadata: struct,
  done: boolean,
  error: Status,
  response: struct,
});

export const ListOperationsResponse = message('ListOperationsResponse', {
  operations: repeated(Operation),
  nextPageToken: string,
  unreachable: repeated(string),
});

export const CancelOperationRequest = message('CancelOperationRequest', {});

export const RerunOperationRequest = message('RerunOperationRequest', { requestId: string });

export const WaitOperationRequest = message('WaitOperationRequest', { timeout: string });
