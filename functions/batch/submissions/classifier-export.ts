import type { Call } from '../../shared/api/handler.ts';
import { invalid } from '../../shared/errors.ts';
import { assetDestination } from './destinations.ts';
import { commonFields, requiredExpression, type Submission } from './submission.ts';

/**
 * Reads a request of `classifier:export`.
 * @throws INVALID_ARGUMENT
 */
export function classifierExport({
  body,
  text,
}: Pick<Call<'projects.classifier.export'>, 'body' | 'text'>): Submission {
  const expression = requiredExpression({ body, text });
  if (!body.assetExportOptions) throw invalid("The request has no 'assetExportOptions'.");
  const { name, overwrite } = body.assetExportOptions.earthEngineDestination ?? {};
  const destination = assetDestination('classifier', name, overwrite);
  return {
    ...commonFields(body),
    kind: 'export',
    content: 'classifier',
    text: expression,
    options: '{}',
    destination,
  };
}
