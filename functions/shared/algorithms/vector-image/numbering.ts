import { wrong } from '../../errors.ts';
import { isNumberValue, type NumberValue } from '../../values/number.ts';
import { typeNameOf, type Value } from '../../values/value.ts';
import { indexOf } from '../collection/indexed.ts';
import type { Placed } from './feature-source.ts';

/** A number for each feature: the same for all, or the property of a name. */
export interface Numbering {
  /** The number of a feature; null for a feature without it. */
  of(feature: Placed): NumberValue | null;
  /** The number, if it is the same for all. */
  readonly same: NumberValue | undefined;
}

/**
 * Reads an argument that is a number or the name of a property.
 * @throws INVALID_ARGUMENT if it is neither
 */
export function numbering(argument: string, value: Value): Numbering {
  if (typeof value === 'string') return { of: (feature) => propertyOf(feature, value, argument), same: undefined };
  const same = numberOf(value);
  if (same !== undefined) return { of: () => same, same };
  throw wrong(`'${argument}' must be a number or the name of a property. Got: ${typeNameOf(value)}.`);
}

/** A property of a feature that must be a number; null if there is none. */
export function propertyOf({ element }: Placed, property: string, argument: string): NumberValue | null {
  const value = element.property(property);
  if (value === null) return null;
  const number = numberOf(value);
  if (number !== undefined) return number;
  const named = `Property '${property}' of feature '${indexOf(element) ?? '?'}', named by '${argument}',`;
  throw wrong(`${named} must be a number. Got: ${typeNameOf(value)}.`);
}

function numberOf(value: Value): NumberValue | undefined {
  return typeof value === 'boolean' ? Number(value) : isNumberValue(value) ? value : undefined;
}
