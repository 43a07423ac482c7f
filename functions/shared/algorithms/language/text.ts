import { wrong } from '../../errors.ts';
import { encodeValue } from '../../values/encode.ts';
import { isNumberValue } from '../../values/number.ts';
import { numberText } from '../../values/number-text.ts';
import { andThen, type ListValue, type MaybePromise, mapInOrder, type Value } from '../../values/value.ts';

/** Most characters of a text that is made: a text put together with itself forty times over would fill any memory. */
export const MAX_TEXT_LENGTH = 100_000_000;

/** A value as text: strings as they are, numbers as the service writes them, others in the form of a reply. */
export function textOf(value: Value): MaybePromise<string> {
  if (typeof value === 'string') return value;
  if (isNumberValue(value)) return numberText(value);
  return andThen(encodeValue(value), (json) => JSON.stringify(json));
}

/** A text that must not be longer than there is room for; asked for before it is made. */
export function claimText(length: number): void {
  if (length > MAX_TEXT_LENGTH) {
    throw wrong(`The text would have ${length} characters; at most ${MAX_TEXT_LENGTH} are allowed.`);
  }
}

/** The texts of values one after the other, with a separator between them. Values that are there several times are written once. */
export function joinTexts(values: ListValue, separator: string): MaybePromise<string> {
  const known = new Map<Value, string>();
  let length = 0;
  const texts = mapInOrder(values, (value) =>
    andThen(known.get(value) ?? textOf(value), (text) => {
      length += text.length + separator.length;
      claimText(length);
      if (typeof value === 'object') known.set(value, text);
      return text;
    }),
  );
  return andThen(texts, (all) => all.join(separator));
}
