import { invalid } from '../../errors.ts';
import { float, longOf, numberOf, numberType } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import { ByteStream } from '../byte-stream.ts';
import type { Column, ColumnType } from '../column.ts';
import { decoderOf, type SourceFile } from '../source-file.ts';
import { charsetOfDriver } from './code-page.ts';

/** A dBase table (dBASE III PLUS and later): a header, descriptions of fields, and records of one length. */
const HEADER_BYTES = 32;
const FIELD_BYTES = 32;
const FIELDS_END = 0x0d;
const DELETED = 0x2a;

interface Field {
  readonly name: string;
  readonly kind: string;
  readonly start: number;
  readonly length: number;
  readonly type: ColumnType;
}

/** Which records a table has, one by one: their properties; null for one that has been deleted. */
export interface Attributes {
  readonly columns: readonly Column[];
  next(): Promise<ReadonlyMap<string, Value> | null | undefined>;
  close(): Promise<void>;
}

/** The place of the language driver's byte in the header. */
const DRIVER = 29;

/**
 * Opens the table beside the main file of a shapefile.
 * @param given its charset; if there is none, that of the table's language driver counts, or else UTF-8
 */
export async function openAttributes(file: SourceFile, given: string | undefined): Promise<Attributes> {
  const stream = new ByteStream(file.name, file.open());
  const header = Buffer.from(await stream.need(HEADER_BYTES));
  const charset = given ?? charsetOfDriver(header[DRIVER]) ?? 'utf-8';
  const decoder = decoderOf(charset);
  const text = (bytes: Uint8Array) => {
    try {
      return decoder.decode(bytes);
    } catch {
      throw invalid(
        `${file.name} is not valid ${charset}: give its 'charset', or rewrite the file: ogr2ogr -lco ENCODING=UTF-8 out.shp in.shp.`,
      );
    }
  };
  const [count, headerBytes, recordBytes] = [header.readUInt32LE(4), header.readUInt16LE(8), header.readUInt16LE(10)];
  if (headerBytes <= HEADER_BYTES || recordBytes === 0) throw invalid(`${file.name} is not a dBase table.`);
  const fields = fieldsOf(await stream.need(headerBytes - HEADER_BYTES), text);
  const last = fields.at(-1);
  if (last !== undefined && last.start + last.length > recordBytes) throw invalid(`${file.name} is damaged.`);
  let left = count;
  return {
    columns: fields.map(({ name, type }) => ({ name, type })),
    async next() {
      if (left === 0) return undefined;
      left--;
      const record = await stream.need(recordBytes);
      if (record[0] === DELETED) return null;
      const properties = new Map<string, Value>();
      for (const field of fields) {
        const value = valueOfField(field, record, text);
        if (value !== null) properties.set(field.name, value);
      }
      return properties;
    },
    close: () => stream.close(),
  };
}

function fieldsOf(bytes: Buffer, text: (bytes: Uint8Array) => string): Field[] {
  const fields: Field[] = [];
  let start = 1;
  for (let at = 0; at + FIELD_BYTES <= bytes.length && bytes[at] !== FIELDS_END; at += FIELD_BYTES) {
    const end = bytes.subarray(at, at + 11).indexOf(0);
    const name = text(bytes.subarray(at, at + (end < 0 ? 11 : end))).trim();
    const [kind, length, decimals] = [String.fromCharCode(bytes[at + 11]), bytes[at + 16], bytes[at + 17]];
    fields.push({ name, kind, start, length, type: typeOf(kind, length, decimals) });
    start += length;
  }
  return fields;
}

function typeOf(kind: string, length: number, decimals: number): ColumnType {
  switch (kind) {
    case 'N':
      if (decimals > 0 || length > 18) return 'Float';
      return length > 9 ? 'Long' : 'Integer';
    case 'F':
      return 'Float';
    case 'D':
      return 'Long';
    case 'L':
      return 'Boolean';
    default:
      return 'String';
  }
}

/** The value of a field; null if it is empty. Dates are milliseconds since 1970. */
function valueOfField(field: Field, record: Buffer, text: (bytes: Uint8Array) => string): Value {
  const { kind, start, length, type } = field;
  const content = text(record.subarray(start, start + length))
    .replaceAll('\0', '')
    .trim();
  if (content === '') return null;
  switch (kind) {
    case 'N':
    case 'F': {
      // Programs write stars for numbers that are too long.
      // Some write decimal commas.
      const number = Number(/^[+-]?\d*,\d+$/.test(content) ? content.replace(',', '.') : content);
      if (!Number.isFinite(number)) return null;
      if (type === 'Float') return float(number);
      return type === 'Integer' ? Math.trunc(number) : asLong(content, number);
    }
    case 'D': {
      const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(content) ?? [];
      const millis = year === undefined ? Number.NaN : Date.parse(`${year}-${month}-${day}`);
      return Number.isNaN(millis) ? null : numberOf(millis, 'Long');
    }
    case 'L':
      return /^[YyTt]$/.test(content) ? true : /^[NnFf]$/.test(content) ? false : null;
    default:
      return content;
  }
}

function asLong(content: string, number: number): Value {
  const long = /^[+-]?\d+$/.test(content) ? longOf(BigInt(content.replace(/^\+/, ''))) : number;
  return numberType(long) === 'Long' ? long : numberOf(Math.trunc(number), 'Long');
}
