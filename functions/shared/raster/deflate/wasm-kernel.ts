import type { Assembly } from '../../assembly/assembly.ts';
import type { CodeTables, Counts, Kernel } from './kernel.ts';
import { DISTANCES, LENGTH_SYMBOLS, SYMBOLS } from './lengths.ts';

/** The kernel in WebAssembly: one at a time. */
export class WasmKernel implements Kernel {
  readonly input: Uint8Array;
  readonly #assembly: Assembly;
  readonly #from: number;
  readonly #to: number;

  /**
   * @param size bytes of the input
   * @param room where it is, and where the stream goes
   */
  constructor(assembly: Assembly, size: number, room: { readonly input: number; readonly output: number }) {
    this.#assembly = assembly;
    this.#from = room.input;
    this.#to = room.output;
    this.input = assembly.bytes(room.input, size);
    const { code } = assembly;
    this.#set(code.lengthSymbolsPlace(), LENGTH_SYMBOLS);
    code.begin(room.output);
  }

  count(from: number, end: number, search: boolean): Counts {
    const { code } = this.#assembly;
    const count = search ? code.countSearched : code.count;
    count(this.#from, this.#from + from, this.#from + end);
    const { buffer } = code.memory;
    return {
      literals: new Uint32Array(buffer, code.countsPlace(), SYMBOLS).slice(),
      distances: new Uint32Array(buffer, code.distanceCountsPlace(), DISTANCES).slice(),
    };
  }

  put(value: number, bits: number): void {
    this.#assembly.code.put(value, bits);
  }

  align(): void {
    this.#assembly.code.align();
  }

  copy(from: number, end: number): void {
    this.#assembly.code.copy(this.#from + from, end - from);
  }

  encode(from: number, { literals, lengths, distances }: CodeTables): void {
    const { code } = this.#assembly;
    this.#set(code.literalCodesPlace(), literals);
    this.#set(code.lengthCodesPlace(), lengths);
    this.#set(code.distanceCodesPlace(), distances);
    code.encode(this.#from + from);
  }

  checksum(): number {
    return this.#assembly.code.adler32(this.#from, this.input.length) >>> 0;
  }

  take(): Uint8Array {
    return this.#assembly.bytes(this.#to, this.#assembly.code.place() - this.#to).slice();
  }

  #set(place: number, { buffer, byteOffset, byteLength }: Uint16Array | Uint32Array): void {
    this.#assembly.bytes(place, byteLength).set(new Uint8Array(buffer, byteOffset, byteLength));
  }
}
