import { invalid } from '../../errors.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { isList, type Value } from '../../values/value.ts';
import { valueText } from '../text/csv.ts';

/** The attributes of a shapefile: dBase III. */
const VERSION = 3;
const HEADER_BYTES = 32;
const FIELD_BYTES = 32;
const END_OF_FIELDS = 0x0d;
const END_OF_FILE = 0x1a;
/** What a record begins with that has not been deleted. */
const KEPT = 0x20;

/** Bytes of a field's name. */
const MAX_NAME = 10;
/** Bytes of a text. */
const MAX_TEXT = 254;
/** Characters of a number, and how many of them are decimals, as GDAL writes real numbers. */
const NUMBER_WIDTH = 24;
const DECIMALS = 15;
/** Fields that readers take. */
const MAX_FIELDS = 255;

interface Field {
  /** Of the property. */
  readonly property: string;
  /** In the file. */
  readonly name: string;
  readonly isNumber: boolean;
}

/** Writes the properties of rows as records of fixed length. */
export class AttributeRecords {
  readonly #fields: readonly Field[];
  readonly #length: number;
  #count = 0;

  /**
   * @param columns names of properties, and whether their values are numbers
   * @throws INVALID_ARGUMENT for too many
   */
  constructor(columns: readonly { readonly name: string; readonly isNumber: boolean }[]) {
    if (columns.length > MAX_FIELDS) {
      throw invalid(
        `A shapefile has at most ${MAX_FIELDS} properties. Got ${columns.length}: choose some by 'selectors'.`,
      );
    }
    const names = new Set<string>();
    this.#fields = columns.map(({ name: property, isNumber }) => ({
      property,
      name: fieldName(property, names),
      isNumber,
    }));
    this.#length = this.#fields.reduce((sum, field) => sum + widthOf(field), 1);
  }

  /** The record of a row. Texts are cut at 254 bytes. */
  add(read: (property: string) => Value | undefined): Buffer {
    const record = Buffer.alloc(this.#length, ' ');
    record[0] = KEPT;
    let at = 1;
    for (const field of this.#fields) {
      const value = read(field.property);
      if (value !== undefined) record.write(textOf(value, field), at, widthOf(field));
      at += widthOf(field);
    }
    this.#count++;
    return record;
  }

  /** What comes before the records, once all have been added. The same rows make the same file: it has no date of its own. */
  head(): Buffer {
    const size = HEADER_BYTES + FIELD_BYTES * this.#fields.length + 1;
    const header = Buffer.alloc(size);
    header[0] = VERSION;
    // 1 January 1970.
    header.set([70, 1, 1], 1);
    header.writeUInt32LE(this.#count, 4);
    header.writeUInt16LE(size, 8);
    header.writeUInt16LE(this.#length, 10);
    this.#fields.forEach((field, i) => {
      const at = HEADER_BYTES + FIELD_BYTES * i;
      header.write(field.name, at, MAX_NAME, 'latin1');
      header.write(field.isNumber ? 'N' : 'C', at + 11, 'latin1');
      header[at + 16] = widthOf(field);
      header[at + 17] = field.isNumber ? DECIMALS : 0;
    });
    header[size - 1] = END_OF_FIELDS;
    return header;
  }

  /** What comes behind the records. */
  end(): Buffer {
    return Buffer.of(END_OF_FILE);
  }
}

function widthOf({ isNumber }: Field): number {
  return isNumber ? NUMBER_WIDTH : MAX_TEXT;
}

/** A name of letters, digits and underscores that no other field has: the first ten, or fewer and a number. */
function fieldName(property: string, names: Set<string>): string {
  const plain = property.replaceAll(/\W/g, '_');
  let name = plain.slice(0, MAX_NAME);
  for (let number = 1; names.has(name.toLowerCase()); number++) {
    const end = `_${number}`;
    name = plain.slice(0, MAX_NAME - end.length) + end;
  }
  names.add(name.toLowerCase());
  return name;
}

function textOf(value: Value, { property, isNumber }: Field): string {
  if (!isNumber) return cut(valueText(value));
  if (typeof value === 'boolean') return String(Number(value));
  if (isList(value)) {
    throw invalid(
      `Property '${property.slice(0, 100)}' is a list, which a shapefile cannot have: leave it out by 'selectors', or use another format.`,
    );
  }
  if (!isNumberValue(value)) {
    throw invalid(
      `Property '${property.slice(0, 100)}' is a number in the first features, and here it is not: make it of one type.`,
    );
  }
  const number = toDouble(value);
  // There is no way to write these.
  if (!Number.isFinite(number)) return '';
  return String(number).padStart(NUMBER_WIDTH);
}

/** A text of at most 254 bytes of UTF-8, of whole characters. */
function cut(text: string): string {
  if (Buffer.byteLength(text) <= MAX_TEXT) return text;
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(MAX_TEXT));
  return text.slice(0, read);
}
