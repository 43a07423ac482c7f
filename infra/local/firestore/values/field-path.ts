import { invalid } from '../errors.ts';
import type { Fields, Value } from '../messages.ts';

/** The names from the document's top to a field: `a.b` is `['a', 'b']`. */
export type FieldPath = readonly string[];

const SIMPLE = /^[A-Za-z_][A-Za-z_0-9]*$/;

/**
 * Reads a field path: names joined by dots, a name of other than letters, digits and `_` between backticks,
 * with `\` before a backtick or backslash.
 *
 * @throws INVALID_ARGUMENT
 */
export function parseFieldPath(text: string | undefined): FieldPath {
  const path: string[] = [];
  const token = /`((?:[^`\\]|\\.)*)`|([^.`]+)/sy;
  const source = text ?? '';
  for (;;) {
    const match = token.exec(source);
    if (!match) throw invalid(`Invalid property path "${source}".`);
    const name = match[1] === undefined ? match[2]! : match[1].replace(/\\(.)/gs, '$1');
    if (name === '') throw invalid(`Property path "${source}" has an empty name.`);
    path.push(name);
    if (token.lastIndex === source.length) return path;
    if (source[token.lastIndex] !== '.') throw invalid(`Invalid property path "${source}".`);
    token.lastIndex++;
  }
}

/** The path as text, quoted where needed: equal paths give equal texts. */
export function formatFieldPath(path: FieldPath): string {
  return path
    .map((name) => (SIMPLE.test(name) ? name : `\`${name.replace(/[\\`]/g, (character) => `\\${character}`)}\``))
    .join('.');
}

/** The value at a path, or undefined where a name is missing or something on the way is not a map. */
export function getField(fields: Fields, path: FieldPath): Value | undefined {
  let within: Fields | undefined = fields;
  for (let at = 0; ; at++) {
    const name = path[at]!;
    if (within === undefined || !Object.hasOwn(within, name)) return undefined;
    const value: Value = within[name]!;
    if (at === path.length - 1) return value;
    within = value.mapValue?.fields;
  }
}

/** A copy with the value set at the path. A value on the way that is not a map is replaced by one. All other values are shared. */
export function withField(fields: Fields, path: FieldPath, value: Value): Fields {
  const [name, ...rest] = path as [string, ...string[]];
  if (rest.length === 0) return { ...fields, [name]: value };
  const inner = Object.hasOwn(fields, name) ? (fields[name]?.mapValue?.fields ?? {}) : {};
  return { ...fields, [name]: { mapValue: { fields: withField(inner, rest, value) } } };
}

/** A copy without the field at the path; the maps on the way stay, even if empty. */
export function withoutField(fields: Fields, path: FieldPath): Fields {
  if (getField(fields, path) === undefined) return fields;
  const [name, ...rest] = path as [string, ...string[]];
  const { [name]: removed, ...others } = fields;
  if (rest.length === 0) return others;
  return { ...fields, [name]: { mapValue: { fields: withoutField(removed!.mapValue!.fields!, rest) } } };
}

/** Only the fields at the given paths, in maps as they were. */
export function selectFields(fields: Fields, paths: readonly FieldPath[]): Fields {
  let selected: Fields = {};
  for (const path of paths) {
    const value = getField(fields, path);
    if (value !== undefined) selected = withField(selected, path, value);
  }
  return selected;
}
