import { constantValue } from '../../values/constant.ts';
import { encodeValue } from '../../values/encode.ts';
import { float, longOf, type NumberValue, numberOf, numberType, toBigInt, toDouble } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import type { ColumnType } from '../column.ts';

/** Grows as properties are written. */
export class PropertyWriter {
  #bytes = Buffer.alloc(1024);
  #end = 0;

  /** Begins anew. */
  clear(): void {
    this.#end = 0;
  }

  /** What has been written since; valid until the next writing. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#end);
  }

  /** A byte in the column at a place. */
  addByte(column: number, value: number): void {
    this.#begin(column, 1);
    this.#end = this.#bytes.writeUInt8(value, this.#end);
  }

  /** A value in the column at a place, whose type has room for it. */
  add(column: number, type: ColumnType, value: Value): void {
    switch (type) {
      case 'Boolean':
        this.addByte(column, value === true ? 1 : 0);
        return;
      case 'Integer':
        this.#begin(column, 4);
        this.#end = this.#bytes.writeInt32LE(toDouble(value as NumberValue), this.#end);
        return;
      case 'Long':
        this.#begin(column, 8);
        this.#end = this.#bytes.writeBigInt64LE(toBigInt(value as NumberValue), this.#end);
        return;
      case 'Float':
        this.#begin(column, 8);
        this.#end = this.#bytes.writeDoubleLE(toDouble(value as NumberValue), this.#end);
        return;
      case 'String':
        this.#text(column, value as string);
        return;
      case 'Object':
        // Values of tables are plain: nothing has to be waited for.
        this.#text(column, JSON.stringify(encodeValue(value)));
        return;
    }
  }

  #text(column: number, text: string): void {
    const length = Buffer.byteLength(text);
    this.#begin(column, 4 + length);
    this.#end = this.#bytes.writeUInt32LE(length, this.#end);
    this.#end += this.#bytes.write(text, this.#end);
  }

  #begin(column: number, size: number): void {
    const needed = this.#end + 2 + size;
    if (needed > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(needed, this.#bytes.length * 2));
      larger.set(this.bytes);
      this.#bytes = larger;
    }
    this.#end = this.#bytes.writeUInt16LE(column, this.#end);
  }
}

/** Reads a property's value from a place in the bytes; says where the next one begins. */
export function readProperty(
  bytes: Buffer,
  at: number,
  type: ColumnType,
): { readonly value: Value; readonly end: number } {
  switch (type) {
    case 'Boolean':
      return { value: bytes.readUInt8(at) !== 0, end: at + 1 };
    case 'Integer':
      return { value: bytes.readInt32LE(at), end: at + 4 };
    case 'Long':
      return { value: asLong(bytes.readBigInt64LE(at)), end: at + 8 };
    case 'Float':
      return { value: float(bytes.readDoubleLE(at)), end: at + 8 };
    default: {
      const start = at + 4;
      const end = start + bytes.readUInt32LE(at);
      const text = bytes.toString('utf8', start, end);
      return { value: type === 'String' ? text : constantValue(JSON.parse(text)), end };
    }
  }
}

function asLong(value: bigint): NumberValue {
  const long = longOf(value);
  return numberType(long) === 'Long' ? long : numberOf(toDouble(long), 'Long');
}
