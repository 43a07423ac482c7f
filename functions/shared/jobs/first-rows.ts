import { positionsOf } from '../geometry/positions.ts';
import type { TableRow } from '../table/row.ts';

/** Rows by whose values columns are chosen. */
const SAMPLE = 200;
const SAMPLE_POSITIONS = 50_000;

/** The first rows, and all of them. */
export async function firstOf(rows: AsyncIterable<TableRow>) {
  const first: TableRow[] = [];
  let positions = 0;
  const iterator = rows[Symbol.asyncIterator]();
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    first.push(next.value);
    positions += next.value.geometry === null ? 0 : positionsOf(next.value.geometry).length;
    if (first.length === SAMPLE || positions > SAMPLE_POSITIONS) break;
  }
  async function* all() {
    try {
      yield* first;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { first, all: all() };
}
