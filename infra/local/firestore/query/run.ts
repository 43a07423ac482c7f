import type { Value } from '../messages.ts';
import type { StoredDocument } from '../storage/document.ts';
import type { DocumentStore } from '../storage/store.ts';
import type { QueryPlan } from './plan.ts';

/** The results of a query in order, as of now or of a time (microseconds), and how many the offset skipped. */
export function runQuery(
  store: DocumentStore,
  plan: QueryPlan,
  time?: number,
): { documents: StoredDocument[]; skipped: number } {
  const found: { document: StoredDocument; key: Value[] }[] = [];
  for (const document of store.documents(plan.scope, time)) {
    if (!plan.fits(document)) continue;
    found.push({ document, key: plan.sortKey(document)! });
  }
  found.sort((left, right) => plan.compareKeys(left.key, right.key));
  const documents = found.slice(plan.offset, plan.offset + plan.limit).map(({ document }) => document);
  return { documents, skipped: Math.min(plan.offset, found.length) };
}
