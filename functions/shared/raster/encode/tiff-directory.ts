/** The types of tag values that Terrane writes: TIFF's number and bytes a value. */
const TYPES = {
  ascii: { id: 2, size: 1 },
  uint16: { id: 3, size: 2 },
  uint32: { id: 4, size: 4 },
  float64: { id: 12, size: 8 },
  uint64: { id: 16, size: 8 },
} as const;

/** One entry of a directory. A text gets its closing zero here. */
export type TagValue =
  | { readonly tag: number; readonly type: 'ascii'; readonly text: string }
  | {
      readonly tag: number;
      readonly type: 'uint16' | 'uint32' | 'float64' | 'uint64';
      readonly values: ArrayLike<number>;
    };

/** Classic TIFF counts in 4 bytes, BigTIFF in 8. */
export interface TiffForm {
  readonly big: boolean;
}

/** Bytes of the file's first header. */
export function fileHeaderSize({ big }: TiffForm): number {
  return big ? 16 : 8;
}

/** The header of a little-endian file, with the place of its first directory. */
export function writeFileHeader(view: DataView, form: TiffForm, directory: number): void {
  view.setUint16(0, 0x4949);
  view.setUint16(2, form.big ? 43 : 42, true);
  if (form.big) {
    view.setUint16(4, 8, true);
    view.setBigUint64(8, BigInt(directory), true);
  } else view.setUint32(4, directory, true);
}

/** Bytes that a directory takes together with the values that do not fit into its entries. */
export function directorySize(tags: readonly TagValue[], form: TiffForm): number {
  const values = tags.reduce((sum, tag) => sum + (isInline(tag, form) ? 0 : padded(byteLength(tag))), 0);
  return padded(entriesSize(tags.length, form)) + values;
}

/** Writes a directory at `offset`, its values behind it, and the place of the next (0 if it is the last). */
export function writeDirectory(
  view: DataView,
  offset: number,
  tags: readonly TagValue[],
  form: TiffForm,
  next: number,
): void {
  const { big } = form;
  if (big) view.setBigUint64(offset, BigInt(tags.length), true);
  else view.setUint16(offset, tags.length, true);
  let entry = offset + (big ? 8 : 2);
  let behind = offset + padded(entriesSize(tags.length, form));
  for (const tag of [...tags].sort((one, other) => one.tag - other.tag)) {
    view.setUint16(entry, tag.tag, true);
    view.setUint16(entry + 2, TYPES[tag.type].id, true);
    setPointer(view, entry + 4, count(tag), form);
    const place = entry + (big ? 12 : 8);
    if (isInline(tag, form)) writeValue(view, place, tag);
    else {
      setPointer(view, place, behind, form);
      writeValue(view, behind, tag);
      behind += padded(byteLength(tag));
    }
    entry += big ? 20 : 12;
  }
  setPointer(view, entry, next, form);
}

function setPointer(view: DataView, offset: number, value: number, { big }: TiffForm): void {
  if (big) view.setBigUint64(offset, BigInt(value), true);
  else view.setUint32(offset, value, true);
}

function entriesSize(tags: number, { big }: TiffForm): number {
  return big ? 8 + tags * 20 + 8 : 2 + tags * 12 + 4;
}

function isInline(tag: TagValue, { big }: TiffForm): boolean {
  return byteLength(tag) <= (big ? 8 : 4);
}

function count(tag: TagValue): number {
  return tag.type === 'ascii' ? Buffer.byteLength(tag.text, 'utf8') + 1 : tag.values.length;
}

function byteLength(tag: TagValue): number {
  return count(tag) * TYPES[tag.type].size;
}

/** TIFF asks for values at even places. */
function padded(bytes: number): number {
  return Math.ceil(bytes / 2) * 2;
}

function writeValue(view: DataView, offset: number, tag: TagValue): void {
  if (tag.type === 'ascii') {
    new Uint8Array(view.buffer).set(Buffer.from(tag.text, 'utf8'), offset);
    return;
  }
  const { size } = TYPES[tag.type];
  for (let i = 0; i < tag.values.length; i++) {
    const value = tag.values[i]!;
    const at = offset + i * size;
    if (tag.type === 'uint16') view.setUint16(at, value, true);
    else if (tag.type === 'uint32') view.setUint32(at, value, true);
    else if (tag.type === 'float64') view.setFloat64(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
  }
}
