import type { Call } from '../../shared/api/handler.ts';
import { invalid } from '../../shared/errors.ts';
import { readWorkloadTag } from '../../shared/messages/workload-tag.ts';
import type { OperationRequest } from '../../shared/tasks/start-operation.ts';

const DEFAULT_PRIORITY = 100;

const MAX_DESCRIPTION = 1000;

/** An export or import that a request asks for: what follows from its message alone. */
export interface Submission extends Omit<OperationRequest, 'project' | 'user' | 'key'> {
  /** Empty if the request has none. */
  readonly requestId: string;
}

/** What is looked at of the call of an export. */
interface ExportCall {
  readonly body: { readonly expression?: unknown };
  readonly text: Call<'projects.image.export'>['text'];
}

/** The fields that export and import requests of all kinds have. */
interface Fields {
  readonly priority?: number | undefined;
  readonly description?: string | undefined;
  readonly requestId?: string | undefined;
  readonly workloadTag?: string | undefined;
}

/**
 * What an operation takes from the fields that all requests have.
 * @throws INVALID_ARGUMENT for what cannot be kept
 */
export function commonFields({
  priority = DEFAULT_PRIORITY,
  description = '',
  requestId = '',
  workloadTag,
}: Fields): Pick<Submission, 'priority' | 'description' | 'requestId' | 'workloadTag'> {
  if (description.length > MAX_DESCRIPTION) {
    throw invalid(
      `Invalid value at 'description': it must have at most ${MAX_DESCRIPTION} characters. Got ${description.length}.`,
    );
  }
  const tag = readWorkloadTag(workloadTag);
  return { priority, description, requestId, ...(tag === undefined ? {} : { workloadTag: tag }) };
}

/** The JSON text of the expression of an export. @throws INVALID_ARGUMENT if there is none */
export function requiredExpression({ body, text }: ExportCall): string {
  const expression = text('expression');
  if (!body.expression || !expression) throw invalid("The request has no 'expression'.");
  return expression;
}
