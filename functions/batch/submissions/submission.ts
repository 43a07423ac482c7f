import type { OperationRequest } from '../../shared/tasks/start-operation.ts';

const DEFAULT_PRIORITY = 100;

/** An export or import that a request asks for: what follows from its message alone. */
export interface Submission extends Omit<OperationRequest, 'project' | 'user' | 'key'> {
  /** Empty if the request has none. */
  readonly requestId: string;
}

/** The fields that export and import requests of all kinds have. */
interface Fields {
  readonly priority?: number | undefined;
  readonly description?: string | undefined;
  readonly requestId?: string | undefined;
}

/** What an operation takes from the fields that all requests have. */
export function commonFields({
  priority = DEFAULT_PRIORITY,
  description = '',
  requestId = '',
}: Fields): Pick<Submission, 'priority' | 'description' | 'requestId'> {
  return { priority, description, requestId };
}
