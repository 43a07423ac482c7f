import { REGISTRY } from '../../functions/shared/algorithms/registry.ts';
import { isServiceError } from '../../functions/shared/errors.ts';
import { decodeExpression, type ExpressionMessage } from '../../functions/shared/expression/decode.ts';
import { Evaluator } from '../../functions/shared/expression/evaluate.ts';
import { languageContext } from '../../functions/shared/expression/language.testing.ts';
import { encodeValue } from '../../functions/shared/values/encode.ts';
import type { Json } from '../../functions/shared/values/value.ts';
import type { Case } from './cases.ts';
import { agrees } from './compare.ts';
import { eigenAgrees } from './eigen.ts';
import { hasForm } from './forms.ts';

const TIME_LIMIT_MS = 20_000;

export interface Verdict {
  readonly passed: boolean;
  /** The result as it would be sent, or why there is none. */
  readonly actual: Json;
}

/** Evaluates a case's expression and judges the result as the measure's README says. */
export async function judge(test: Case): Promise<Verdict> {
  const started = performance.now();
  let actual: Json;
  try {
    actual = await evaluate(test.expression);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // Anything but the service's own errors would be answered by a status 500: to be told apart.
    return { passed: false, actual: { [isServiceError(error) ? 'error' : 'INTERNAL ERROR']: message } };
  }
  const inTime = performance.now() - started <= TIME_LIMIT_MS;
  return { passed: inTime && (await isRight(test, actual)), actual };
}

async function isRight(test: Case, actual: Json): Promise<boolean> {
  const { hasExpected, tolerance, expected, match, type } = test;
  if (!hasExpected || tolerance === null) return hasForm(actual, type);
  if (match === 'eigen') return eigenAgrees(actual, expected, await matrixOf(test.expression), tolerance);
  return agrees(actual, expected, tolerance, match === 'fields');
}

/** The reply's `result`, as it would arrive. */
async function evaluate(expression: ExpressionMessage): Promise<Json> {
  const value = await new Evaluator(REGISTRY, languageContext).evaluate(decodeExpression(expression));
  return JSON.parse(JSON.stringify(await encodeValue(value))) as Json;
}

/** The matrix that `Array.eigen` is called with somewhere in an expression. */
async function matrixOf({ values }: ExpressionMessage): Promise<Json | undefined> {
  const input = findInput(values);
  if (input === undefined) return undefined;
  return evaluate({ result: '', values: { ...(values as object), '': input } });
}

function findInput(node: unknown): unknown {
  if (typeof node !== 'object' || node === null) return undefined;
  const { functionName, arguments: args } = node as { functionName?: unknown; arguments?: { input?: unknown } };
  if (functionName === 'Array.eigen') return args?.input;
  for (const child of Object.values(node)) {
    const found = findInput(child);
    if (found !== undefined) return found;
  }
  return undefined;
}
