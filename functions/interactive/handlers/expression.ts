import { invalid } from '../../shared/errors.ts';

/** The expression of a request, which has to be there. */
export function requireExpression(text: string | undefined): string {
  if (text === undefined || text === 'null') throw invalid("The request has no 'expression'.");
  return text;
}
