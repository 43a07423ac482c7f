import { invalid } from '../errors.ts';
import type { Aggregation, Value } from '../messages.ts';
import type { StoredDocument } from '../storage/document.ts';
import { isNumber, toDouble } from '../values/numbers.ts';
import { fieldGetter } from './field.ts';

/**
 * Counts, sums and means over the results of a query, by alias.
 *
 * As in the service, only documents that have every field aggregated over take part, in the counts as well.
 *
 * @throws INVALID_ARGUMENT for an aggregation that is none, or two of one alias
 */
export function aggregate(documents: StoredDocument[], aggregations: Aggregation[]): Record<string, Value> {
  const getters = aggregations.flatMap(({ sum, avg }) =>
    (sum ?? avg) ? [fieldGetter((sum ?? avg)!.field?.fieldPath)] : [],
  );
  const complete = documents.filter((document) => getters.every((get) => get(document) !== undefined));
  const results: Record<string, Value> = {};
  for (const [index, aggregation] of aggregations.entries()) {
    const alias = aggregation.alias || `field_${index + 1}`;
    if (Object.hasOwn(results, alias)) throw invalid(`Aggregation alias "${alias}" is used twice.`);
    results[alias] = aggregateOne(complete, aggregation);
  }
  return results;
}

function aggregateOne(documents: readonly StoredDocument[], { count, sum, avg }: Aggregation): Value {
  if (count) return { integerValue: String(Math.min(documents.length, upTo(count))) };
  const field = (sum ?? avg)?.field;
  if (!field) throw invalid('An aggregation must be a count, or a sum or average of a field.');
  const numbers = documents.map(fieldGetter(field.fieldPath)).filter(isNumber);
  if (sum) return sumOf(numbers);
  if (numbers.length === 0) return { nullValue: 'NULL_VALUE' };
  return { doubleValue: toDouble(sumOf(numbers)) / numbers.length };
}

function upTo(count: NonNullable<Aggregation['count']>): number {
  if (!count.upTo) return Number.POSITIVE_INFINITY;
  const most = Number(count.upTo.value ?? 0);
  if (most <= 0) throw invalid('Count aggregation: up_to must be greater than zero.');
  return most;
}

/** Integers add up to an integer, or to a double where 64 bits do not hold it. */
function sumOf(numbers: readonly Value[]): Value {
  if (numbers.some(({ doubleValue }) => doubleValue !== undefined)) {
    return { doubleValue: numbers.reduce((total, number) => total + toDouble(number), 0) };
  }
  const total = numbers.reduce((exact, { integerValue }) => exact + BigInt(integerValue!), 0n);
  return BigInt.asIntN(64, total) === total ? { integerValue: String(total) } : { doubleValue: Number(total) };
}
