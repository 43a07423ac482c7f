import { invalid } from '../../errors.ts';
import type { ColumnType } from '../column.ts';
import { isWkt } from '../wkt.ts';

/** The types that a manifest may give to columns. */
export type Override = 'STRING' | 'NUMERIC' | 'LONG';

/** What the values of a column are: of a type of properties, geometries as text, or dates as text. */
export type CsvType = ColumnType | 'Geometry' | 'Date';

export interface CsvColumn {
  readonly name: string;
  readonly type: CsvType;
}

/** A column, and the largest absolute value of its numbers. */
export interface SeenColumn extends CsvColumn {
  readonly reach: number;
}

export function isNumeric({ type }: CsvColumn): boolean {
  return type === 'Integer' || type === 'Long' || type === 'Float';
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const WHOLE = /^[+-]?\d{1,19}$/;

export function isNumberText(text: string): boolean {
  return NUMBER.test(text);
}

/** The 64-bit integer that a text is; undefined if it is none. */
export function wholeNumber(text: string): bigint | undefined {
  if (!WHOLE.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ''));
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

/** Finds out what a column is by looking at its values. Empty ones say nothing. */
export class ColumnGuess {
  readonly #parseDate: ((text: string) => number) | undefined;
  #some = false;
  #wholes = true;
  #longs = true;
  #numbers = true;
  #geometries = true;
  #dates = true;
  #reach = 0;

  /** @param parseDate reads dates, if texts may be dates; throws for those that are none */
  constructor(parseDate: ((text: string) => number) | undefined) {
    this.#parseDate = parseDate;
    this.#dates = parseDate !== undefined;
  }

  see(text: string): void {
    if (text === '') return;
    this.#some = true;
    if (this.#numbers) this.#numbers = isNumberText(text);
    if (this.#numbers) this.#reach = Math.max(this.#reach, Math.abs(Number(text)));
    if (this.#longs) {
      const value = this.#numbers ? wholeNumber(text) : undefined;
      this.#longs = value !== undefined;
      this.#wholes = this.#wholes && value !== undefined && BigInt.asIntN(32, value) === value;
    }
    if (this.#geometries) this.#geometries = isWkt(text) || isGeoJson(text);
    if (this.#dates) this.#dates = this.#isDate(text);
  }

  /** The largest absolute value, if all are numbers. */
  get reach(): number {
    return this.#reach;
  }

  get type(): CsvType {
    if (!this.#some) return 'String';
    if (this.#dates) return 'Date';
    if (this.#longs) return this.#wholes ? 'Integer' : 'Long';
    if (this.#numbers) return 'Float';
    return this.#geometries ? 'Geometry' : 'String';
  }

  #isDate(text: string): boolean {
    try {
      return Number.isFinite(this.#parseDate?.(text));
    } catch {
      return false;
    }
  }
}

function isGeoJson(text: string): boolean {
  return text.startsWith('{') && /"(?:coordinates|geometries)"\s*:/.test(text);
}

/** The type that a manifest gives to a column. */
export function typeOfOverride(override: Override): CsvType {
  return override === 'STRING' ? 'String' : override === 'LONG' ? 'Long' : 'Float';
}

/** The names of a file's columns; one without a name, such as the index that pandas writes, gets that of its place, `field_1`. */
export function columnNames(file: string, header: readonly string[]): readonly string[] {
  const names = header.map((name, i) => (name === '' ? `field_${i + 1}` : name));
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw invalid(`${file}: There are two columns '${name}'.`);
    seen.add(name);
  }
  return names;
}
