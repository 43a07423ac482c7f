import type { Value } from '../../values/value.ts';
import type { TableRow } from '../row.ts';
import { FlatTable } from './flat-table.ts';
import { FEATURE, INDEX_PLACE, USUAL_EDGES } from './format.ts';
import { decodeGeometry } from './geometry-decode.ts';
import type { StoredColumn } from './header.ts';
import { readProperty } from './properties.ts';

/**
 * Reads a feature from its FlatBuffer, which begins behind the size.
 * @param bytes with the feature in them; their memory must stay as it is only while this runs
 */
export function decodeFeature(bytes: Buffer, start: number, columns: readonly StoredColumn[]): TableRow {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const table = FlatTable.root(view, start);
  const properties = new Map<string, Value>();
  let id: string | undefined;
  let edges = USUAL_EDGES;
  const { start: from, length } = table.vector(FEATURE.properties) ?? { start: 0, length: 0 };
  for (let at = from; at < from + length; ) {
    const place = bytes.readUInt16LE(at);
    const { name, type } = columns[place];
    at += 2;
    if (type === undefined) {
      edges = bytes.readUInt8(at);
      at += 1;
      continue;
    }
    const { value, end } = readProperty(bytes, at, type);
    at = end;
    if (place === INDEX_PLACE) id = value as string;
    else properties.set(name, value);
  }
  const geometry = table.table(FEATURE.geometry);
  return { id, geometry: geometry ? decodeGeometry(view, geometry, edges) : null, properties };
}
