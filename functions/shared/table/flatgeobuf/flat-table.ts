/** A table of a FlatBuffer (https://flatbuffers.dev/internals), read in place. */
export class FlatTable {
  readonly #view: DataView;
  readonly #at: number;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
  }

  /** The root of a FlatBuffer that begins somewhere in the bytes, behind its size. */
  static root(view: DataView, start: number): FlatTable {
    return new FlatTable(view, start + view.getUint32(start, true));
  }

  /** Where a field is; 0 if it is left out. */
  #field(place: number): number {
    const fields = this.#at - this.#view.getInt32(this.#at, true);
    const slot = 4 + 2 * place;
    if (slot >= this.#view.getUint16(fields, true)) return 0;
    const offset = this.#view.getUint16(fields + slot, true);
    return offset === 0 ? 0 : this.#at + offset;
  }

  byte(place: number, missing: number): number {
    const at = this.#field(place);
    return at === 0 ? missing : this.#view.getUint8(at);
  }

  short(place: number, missing: number): number {
    const at = this.#field(place);
    return at === 0 ? missing : this.#view.getUint16(at, true);
  }

  int(place: number, missing: number): number {
    const at = this.#field(place);
    return at === 0 ? missing : this.#view.getInt32(at, true);
  }

  long(place: number, missing: number): number {
    const at = this.#field(place);
    return at === 0 ? missing : Number(this.#view.getBigUint64(at, true));
  }

  /** Where a vector's items begin, and how many they are. */
  vector(place: number): { readonly start: number; readonly length: number } | undefined {
    const at = this.#field(place);
    if (at === 0) return undefined;
    const start = at + this.#view.getUint32(at, true);
    return { start: start + 4, length: this.#view.getUint32(start, true) };
  }

  text(place: number): string | undefined {
    const vector = this.vector(place);
    if (vector === undefined) return undefined;
    return Buffer.from(this.#view.buffer, this.#view.byteOffset + vector.start, vector.length).toString('utf8');
  }

  table(place: number): FlatTable | undefined {
    const at = this.#field(place);
    return at === 0 ? undefined : new FlatTable(this.#view, at + this.#view.getUint32(at, true));
  }

  /** The tables of a vector. */
  tables(place: number): FlatTable[] {
    const { start, length } = this.vector(place) ?? { start: 0, length: 0 };
    return Array.from({ length }, (_, i) => {
      const at = start + 4 * i;
      return new FlatTable(this.#view, at + this.#view.getUint32(at, true));
    });
  }
}
