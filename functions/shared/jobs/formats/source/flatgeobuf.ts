import { flatGeobufRows } from '../../../table/flatgeobuf/imported-rows.ts';
import type { TableReader } from './reader.ts';

/** A FlatGeobuf file. */
export const FLATGEOBUF_SOURCE: TableReader = {
  title: 'FlatGeobuf (.fgb)',
  names: /\.fgb$/i,
  takesColumnTypes: false,
  open: ({ file, geometry }) => ({ columns: [], rows: flatGeobufRows(file, geometry) }),
};
