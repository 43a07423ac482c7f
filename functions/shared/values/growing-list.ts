import type { ListValue, Value } from './value.ts';

/** Shorter lists are copied: that is cheaper. */
const MIN_SHARED = 64;

/**
 * A list that grew out of another one, and shares its elements with it: the first ones of a buffer which only the longest of the lists
 * appends to. To put an element at its end costs the same however long it is, so that an iteration that gathers 50,000 elements does not copy a
 * thousand million of them. It is the handler of a proxy, since to all others it is an array like any.
 */
class GrowingList implements ProxyHandler<Value[]> {
  readonly buffer: Value[];
  readonly length: number;

  constructor(buffer: Value[]) {
    this.buffer = buffer;
    this.length = buffer.length;
  }

  get(target: Value[], key: string | symbol, receiver: unknown): unknown {
    if (key === 'length') return this.length;
    const index = indexOf(key);
    if (index === undefined) return Reflect.get(target, key, receiver);
    return index < this.length ? this.buffer[index] : undefined;
  }

  has(target: Value[], key: string | symbol): boolean {
    const index = indexOf(key);
    return index === undefined ? Reflect.has(target, key) : index < this.length;
  }
}

/** The index that a property's key is. */
function indexOf(key: string | symbol): number | undefined {
  if (typeof key === 'symbol') return undefined;
  const first = key.charCodeAt(0);
  return first >= 0x30 && first <= 0x39 ? Number(key) : undefined;
}

const growing = new WeakMap<ListValue, GrowingList>();

/**
 * The elements of a list, then others.
 * @param spend is told how many elements are copied
 */
export function appended(list: ListValue, others: ListValue, spend: (elements: number) => void): ListValue {
  const known = growing.get(list);
  if (known === undefined && list.length < MIN_SHARED) {
    spend(list.length + others.length);
    return [...list, ...others];
  }
  const { buffer, length } = known ?? { buffer: list, length: list.length };
  const isLongest = known !== undefined && length === buffer.length;
  spend(others.length + (isLongest ? 0 : length));
  const grown = isLongest ? known.buffer : buffer.slice(0, length);
  for (const value of plainList(others)) grown.push(value);
  const handler = new GrowingList(grown);
  const result = new Proxy<Value[]>([], handler);
  growing.set(result, handler);
  return result;
}

/** The same list as an array of its own, which is faster to read from end to end. */
export function plainList(list: ListValue): ListValue {
  const known = growing.get(list);
  return known === undefined ? list : known.buffer.slice(0, known.length);
}
