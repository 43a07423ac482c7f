import { wrong } from '../../errors.ts';
import { SCALAR_OPERATIONS } from '../../raster/scalar/table.ts';
import { float, isNumberValue, type NumberValue, toDouble } from '../../values/number.ts';
import { type DictionaryValue, isDictionary, type Value } from '../../values/value.ts';
import { type Formula, parseFormula } from '../image/formula/parse.ts';
import { applyScalar } from './scalar-number.ts';

const OPERATIONS = new Map(SCALAR_OPERATIONS.map((operation) => [operation.name, operation]));
/** Functions of two numbers that may be called with more of them. */
const CHAINED = new Set(['min', 'max', 'add', 'multiply']);
const CONSTANTS: DictionaryValue = new Map<string, Value>([
  ['Math', new Map([...['PI', 'E'].map((name): [string, Value] => [name, Math[name as 'PI' | 'E']])])],
]);

/** The number that a formula such as `2 * a.x + Math.PI` comes to. */
export function evaluateNumberFormula(text: string, variables: DictionaryValue): NumberValue {
  const values: Value[] = [];
  for (const part of operandsFirst(parseFormula(text))) {
    const operands = values.splice(values.length - partsOf(part).length);
    values.push(evaluate(part, operands, variables));
  }
  return numberFrom(values[0]);
}

function partsOf(formula: Formula): readonly Formula[] {
  if (formula.kind === 'call') return formula.args;
  if (formula.kind === 'choice') return [formula.test, formula.yes, formula.no];
  return formula.kind === 'member' ? [formula.of, formula.key] : [];
}

/** All parts of a formula, operands before the operations that use them. Without recursion: sums may have many thousand terms. */
function operandsFirst(root: Formula): Formula[] {
  const stack = [root];
  const order: Formula[] = [];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    order.push(next);
    for (const part of partsOf(next)) stack.push(part);
  }
  return order.reverse();
}

function evaluate(formula: Formula, operands: readonly Value[], variables: DictionaryValue): Value {
  switch (formula.kind) {
    case 'number':
      return formula.float ? float(formula.value) : formula.value;
    case 'text':
      return formula.value;
    case 'name':
      return variable(formula.name, variables);
    case 'member':
      return member(operands[0], operands[1]);
    case 'call':
      return call(formula.name, operands.map(numberFrom));
    case 'choice':
      return toDouble(numberFrom(operands[0])) !== 0 ? operands[1] : operands[2];
  }
}

function variable(name: string, variables: DictionaryValue): Value {
  const value = variables.get(name) ?? CONSTANTS.get(name);
  if (value !== undefined && value !== null) return value;
  throw wrong(`Unknown variable '${name}'. Known: ${[...variables.keys()].sort().join(', ')}.`);
}

function member(of: Value, key: Value): Value {
  const value = isDictionary(of) && typeof key === 'string' ? of.get(key) : undefined;
  if (value === undefined || value === null) throw wrong(`There is no value '${String(key)}'.`);
  return value;
}

function call(name: string, operands: readonly NumberValue[]): NumberValue {
  const operation = OPERATIONS.get(name);
  if (!operation) throw wrong(`Unknown function '${name}'.`);
  const enough = operands.length === operation.arity || (operands.length > 2 && CHAINED.has(name));
  if (!enough) throw wrong(`${name}() takes ${operation.arity} arguments. Got ${operands.length}.`);
  if (operation.arity === 1) return applyScalar(operation, operands[0]);
  return operands.reduce((left, right) => applyScalar(operation, left, right));
}

function numberFrom(value: Value): NumberValue {
  if (isNumberValue(value)) return value;
  if (typeof value === 'boolean') return Number(value);
  throw wrong('Variables must be numbers, or dictionaries of numbers.');
}
