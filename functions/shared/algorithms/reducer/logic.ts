import type { Value } from '../../values/value.ts';
import { numberReducer } from './kinds.ts';
import { plainReducer } from './plain.ts';
import type { Reducer } from './reducer.ts';
import { oneOfThem, type ResultType, yesOrNo } from './result-types.ts';

/** A number that each value is folded into; null without values. */
function folded(
  name: string,
  output: string,
  first: number,
  fold: (result: number, value: number) => number,
  type: ResultType,
): Reducer {
  return numberReducer(
    name,
    () => {
      let [result, some] = [first, false];
      return {
        add: (value) => {
          result = fold(result, value);
          some = true;
        },
        results: (): Value[] => [some ? result : null],
      };
    },
    { outputs: [output], type },
  );
}

const all = (result: number, value: number): number => (result !== 0 && value !== 0 ? 1 : 0);
const any = (result: number, value: number): number => (result !== 0 || value !== 0 ? 1 : 0);

/** A bitwise operation on integers of 64 bits, as the service has it. */
function bitwise(operation: (a: bigint, b: bigint) => bigint) {
  return (result: number, value: number): number =>
    Number(BigInt.asIntN(64, operation(BigInt(Math.trunc(result)), BigInt(Math.trunc(value) || 0))));
}

/** Reducers that ask whether values are 0, and of their bits. */
export const LOGIC_REDUCERS = [
  plainReducer(folded('allNonZero', 'all', 1, all, yesOrNo), '1 if all values are other than 0, else 0.'),
  plainReducer(folded('anyNonZero', 'any', 0, any, yesOrNo), '1 if any value is other than 0, else 0.'),
  plainReducer(
    folded('and', 'and', 1, all, yesOrNo),
    '1 if all values are other than 0, else 0.',
    'Use Reducer.allNonZero.',
  ),
  plainReducer(
    folded('or', 'or', 0, any, yesOrNo),
    '1 if any value is other than 0, else 0.',
    'Use Reducer.anyNonZero.',
  ),
  plainReducer(
    folded(
      'bitwiseAnd',
      'bitwiseAnd',
      -1,
      bitwise((a, b) => a & b),
      oneOfThem,
    ),
    'The bits that are 1 in all values.',
  ),
  plainReducer(
    folded(
      'bitwiseOr',
      'bitwiseOr',
      0,
      bitwise((a, b) => a | b),
      oneOfThem,
    ),
    'The bits that are 1 in any value.',
  ),
];
