import { invalid, unimplemented } from '../errors.ts';
import type { FieldOperator, Filter, UnaryOperator, Value } from '../messages.ts';
import { isNaNValue } from '../values/numbers.ts';
import { compareValues, TYPE_RANK, typeRank } from '../values/order.ts';
import { toStoredValue } from '../values/stored.ts';
import { type DocumentTest, type FieldGetter, fieldGetter, NAME_FIELD } from './field.ts';

const MAX_IN_VALUES = 30;
const MAX_NOT_IN_VALUES = 10;

type ValueTest = (value: Value) => boolean;

/**
 * A filter as a test of documents. A field that is missing fits no filter.
 *
 * @throws INVALID_ARGUMENT for a filter that the service refuses
 */
export function compileFilter(filter: Filter | undefined): DocumentTest {
  if (filter === undefined) return () => true;
  if (filter.compositeFilter) {
    const tests = (filter.compositeFilter.filters ?? []).map(compileFilter);
    if (tests.length === 0) throw invalid('A composite filter must have at least one filter.');
    if (filter.compositeFilter.op === 'OR') return (document) => tests.some((test) => test(document));
    return (document) => tests.every((test) => test(document));
  }
  if (filter.unaryFilter) {
    const { field, op } = filter.unaryFilter;
    return on(fieldGetter(field?.fieldPath), unaryTest(op));
  }
  if (filter.fieldFilter) {
    const { field, op, value } = filter.fieldFilter;
    if (value === undefined || op === undefined) throw invalid('A field filter must have an operator and a value.');
    if (field?.fieldPath === NAME_FIELD) checkNameOperand(op, value);
    return on(fieldGetter(field?.fieldPath), fieldTest(op, toStoredValue(value)));
  }
  throw invalid('A filter must be composite, unary or on a field.');
}

function on(get: FieldGetter, test: ValueTest): DocumentTest {
  return (document) => {
    const value = get(document);
    return value !== undefined && test(value);
  };
}

function unaryTest(op: UnaryOperator | undefined): ValueTest {
  switch (op) {
    case 'IS_NULL':
      return isNull;
    case 'IS_NOT_NULL':
      return (value) => !isNull(value);
    case 'IS_NAN':
      return isNaNValue;
    case 'IS_NOT_NAN':
      return (value) => !isNull(value) && !isNaNValue(value);
    default:
      throw invalid('A unary filter must have an operator.');
  }
}

/** Inequalities hold only between values of one type; equality and its negations between any. */
function fieldTest(op: FieldOperator, operand: Value): ValueTest {
  const rank = typeRank(operand);
  const sameType = (compare: (order: number) => boolean): ValueTest => {
    return (value) => typeRank(value) === rank && compare(compareValues(value, operand));
  };
  switch (op) {
    case 'LESS_THAN':
      return sameType((order) => order < 0);
    case 'LESS_THAN_OR_EQUAL':
      return sameType((order) => order <= 0);
    case 'GREATER_THAN':
      return sameType((order) => order > 0);
    case 'GREATER_THAN_OR_EQUAL':
      return sameType((order) => order >= 0);
    case 'EQUAL':
      return sameType((order) => order === 0);
    case 'NOT_EQUAL':
      return (value) => !isNull(value) && compareValues(value, operand) !== 0;
    case 'ARRAY_CONTAINS':
      return (value) => contains(value.arrayValue?.values, operand);
    case 'IN': {
      const values = listed(op, operand, MAX_IN_VALUES);
      return (value) => contains(values, value);
    }
    case 'ARRAY_CONTAINS_ANY': {
      const values = listed(op, operand, MAX_IN_VALUES);
      return (value) => (value.arrayValue?.values ?? []).some((element) => contains(values, element));
    }
    case 'NOT_IN': {
      const values = listed(op, operand, MAX_NOT_IN_VALUES);
      if (values.some(isNull)) return () => false;
      return (value) => !isNull(value) && !contains(values, value);
    }
    default:
      throw unimplemented(`the filter operator ${op}`);
  }
}

function isNull(value: Value): boolean {
  return typeRank(value) === TYPE_RANK.null;
}

function contains(values: readonly Value[] | undefined, sought: Value): boolean {
  return values?.some((value) => compareValues(value, sought) === 0) ?? false;
}

function listed(op: string, operand: Value, most: number): Value[] {
  const values = operand.arrayValue?.values ?? [];
  if (values.length === 0) throw invalid(`'${op}' requires a non-empty ArrayValue.`);
  if (values.length > most) throw invalid(`'${op}' supports up to ${most} comparison values.`);
  return values;
}

function checkNameOperand(op: FieldOperator, operand: Value): void {
  const values = op === 'IN' || op === 'NOT_IN' ? (operand.arrayValue?.values ?? []) : [operand];
  if (values.some((value) => value.referenceValue === undefined)) {
    throw invalid('__key__ filter value must be a Key');
  }
}
