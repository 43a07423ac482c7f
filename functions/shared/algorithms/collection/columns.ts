import { typeNameOf, type Value } from '../../values/value.ts';
import type { Columns } from './collection.ts';
import type { Element } from './element.ts';
import { INDEX } from './indexed.ts';

/** The columns of elements that look like one of them: the types of its properties, by name. */
export function columnsOf(element: Element | undefined): Columns {
  if (element === undefined) return new Map();
  const names = new Set([...element.properties.keys(), INDEX]);
  return new Map([...names].sort().map((name) => [name, columnType(name, element.property(name))]));
}

function columnType(name: string, value: Value): string {
  return name === INDEX ? 'String' : value === null ? 'Object' : typeNameOf(value);
}
