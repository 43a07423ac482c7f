import { invalid, unimplemented } from '../errors.ts';
import type { Cursor, Document, Filter, Order, StructuredQuery, Value } from '../messages.ts';
import { checkId, collectionOf, parseParent } from '../names.ts';
import { type StoredDocument, toMessage } from '../storage/document.ts';
import { type CollectionScope, inScope } from '../storage/store.ts';
import { compareValues } from '../values/order.ts';
import { toStoredValue } from '../values/stored.ts';
import {
  canonicalPath,
  type DocumentTest,
  type FieldGetter,
  fieldGetter,
  inequalityFields,
  NAME_FIELD,
} from './field.ts';
import { compileFilter } from './filter.ts';

/** A checked query, ready to run. */
export interface QueryPlan {
  readonly root: string;
  readonly scope: CollectionScope;
  /** Whether a document is among the results, but for offset and limit. */
  fits(document: StoredDocument): boolean;
  /** The values that a document is ordered by, the name last; undefined if it lacks one (then it is no result). */
  sortKey(document: StoredDocument): Value[] | undefined;
  compareKeys(left: readonly Value[], right: readonly Value[]): number;
  readonly offset: number;
  readonly limit: number;
  /** The document as the query selects it. */
  project(document: StoredDocument): Document;
  /** Equal for queries that read the same. */
  readonly key: string;
}

/**
 * Checks a query and makes it ready.
 *
 * @param parent the name of the document, or of the root, that the collections lie under
 * @throws INVALID_ARGUMENT; UNIMPLEMENTED for vector search
 */
export function planQuery(parent: string | undefined, query: StructuredQuery | undefined): QueryPlan {
  if (!query) throw invalid('A query must be structured.');
  if (query.findNearest) throw unimplemented('vector search (find_nearest)');
  const { root } = parseParent(parent);
  const scope = collectionScope(parent!, query.from);
  const orders = completeOrders(query.orderBy ?? [], query.where);
  const passes = compileFilter(query.where);
  const inCursors = compileCursors(query, orders);
  const sortKey = (document: StoredDocument): Value[] | undefined => {
    const values: Value[] = [];
    for (const { get } of orders) {
      const value = get(document);
      if (value === undefined) return undefined;
      values.push(value);
    }
    return values;
  };
  const ordersByNameOnly = orders.length === 1;
  const test: DocumentTest = (document) => {
    if (!passes(document)) return false;
    if (ordersByNameOnly && !inCursors) return true;
    const key = sortKey(document);
    return key !== undefined && (!inCursors || inCursors(key));
  };
  const mask = query.select && {
    fieldPaths: (query.select.fields ?? [])
      .map(({ fieldPath = '' }) => fieldPath)
      .filter((path) => path !== NAME_FIELD),
  };
  const { select: _, ...reads } = query;
  return {
    root,
    scope,
    fits: (document) => inScope(collectionOf(document.name), scope) && test(document),
    sortKey,
    compareKeys: (left, right) => compareKeys(orders, left, right),
    offset: notNegative(query.offset ?? 0, 'offset'),
    limit: query.limit ? notNegative(query.limit.value ?? 0, 'limit') : Number.POSITIVE_INFINITY,
    project: (document) => toMessage(document, mask),
    key: JSON.stringify([parent, reads]),
  };
}

interface PlannedOrder {
  readonly path: string;
  readonly get: FieldGetter;
  /** 1 ascending, -1 descending. */
  readonly sign: number;
}

/** The orders asked for, then those that the inequalities imply, then the name, in the direction of the last. */
function completeOrders(asked: readonly Order[], filter: Filter | undefined): PlannedOrder[] {
  const orders = asked.map(({ field, direction }): PlannedOrder => {
    const path = canonicalPath(field?.fieldPath);
    return { path, get: fieldGetter(path), sign: direction === 'DESCENDING' ? -1 : 1 };
  });
  const sign = orders.at(-1)?.sign ?? 1;
  for (const path of [...inequalityFields(filter), NAME_FIELD]) {
    if (!orders.some((order) => order.path === path)) orders.push({ path, get: fieldGetter(path), sign });
  }
  // Names are unique: what is ordered after them has no say, but its field must be there all the same.
  return orders;
}

function compareKeys(orders: readonly PlannedOrder[], left: readonly Value[], right: readonly Value[]): number {
  for (let at = 0; at < left.length && at < right.length; at++) {
    const order = compareValues(left[at]!, right[at]!);
    if (order !== 0) return order * orders[at]!.sign;
  }
  return 0;
}

/** Cursors are compared by as many of the leading orders as they have values. */
function compileCursors(query: StructuredQuery, orders: PlannedOrder[]): ((key: Value[]) => boolean) | undefined {
  if (!query.startAt && !query.endAt) return undefined;
  const start = query.startAt && cursorValues(query.startAt, orders);
  const end = query.endAt && cursorValues(query.endAt, orders);
  return (key) => {
    if (start) {
      const order = compareKeys(orders, key, start);
      if (query.startAt!.before ? order < 0 : order <= 0) return false;
    }
    if (end) {
      const order = compareKeys(orders, key, end);
      if (query.endAt!.before ? order >= 0 : order > 0) return false;
    }
    return true;
  };
}

function cursorValues(cursor: Cursor, orders: readonly PlannedOrder[]): Value[] {
  const values = (cursor.values ?? []).map((value) => toStoredValue(value));
  if (values.length > orders.length) throw invalid('A cursor has more values than the query has orders.');
  return values;
}

function collectionScope(parent: string, from: StructuredQuery['from']): CollectionScope {
  if (from?.length !== 1) throw invalid('A query must be from exactly one collection selector.');
  const { collectionId = '', allDescendants = false } = from[0]!;
  if (collectionId !== '') checkId(collectionId, collectionId);
  if (allDescendants) return { above: parent, ...(collectionId !== '' && { collectionId }) };
  if (collectionId === '')
    throw unimplemented('queries over all the collections of one parent, without their descendants');
  return { collection: `${parent}/${collectionId}` };
}

function notNegative(count: number, name: string): number {
  if (count < 0) throw invalid(`${name} is negative`);
  return count;
}
