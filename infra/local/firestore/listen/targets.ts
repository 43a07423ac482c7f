import type { Engine } from '../engine.ts';
import { invalid } from '../errors.ts';
import type { Document, Target } from '../messages.ts';
import { parseDocumentName } from '../names.ts';
import { planQuery, type QueryPlan } from '../query/plan.ts';
import { runQuery } from '../query/run.ts';
import { type Change, type StoredDocument, toMessage } from '../storage/document.ts';

/** The documents that a target holds, by name. */
export type Held = Map<string, StoredDocument>;

/** The target of a listener: some documents, or the results of a query. */
export interface ListenTarget {
  /** The documents that the target holds now, or held at a time (microseconds). */
  read(time?: number): Held;
  /** The documents that the target holds after a commit; the same object if the commit cannot have changed it. */
  after(held: Held, changes: readonly Change[]): Held;
  project(document: StoredDocument): Document;
  /** The names of documents asked for by name, so that their absence can be reported too. */
  readonly names: readonly string[];
}

/** @throws INVALID_ARGUMENT, UNIMPLEMENTED as for the query itself */
export function openTarget(engine: Engine, target: Target): ListenTarget {
  if (target.documents) return documentsTarget(engine, target.documents.documents ?? []);
  if (target.query) return queryTarget(engine, planQuery(target.query.parent, target.query.structuredQuery));
  throw invalid('A target must be a query or a list of documents.');
}

function documentsTarget({ store }: Engine, names: string[]): ListenTarget {
  for (const name of names) parseDocumentName(name);
  const read = (time?: number): Held => {
    const found = names.map((name) => store.get(name, time)).filter((document) => document !== undefined);
    return new Map(found.map((document) => [document.name, document]));
  };
  return {
    names,
    read,
    after: (held, changes) => (changes.some(({ name }) => names.includes(name)) ? read() : held),
    project: (document) => toMessage(document),
  };
}

function queryTarget({ store }: Engine, plan: QueryPlan): ListenTarget {
  const read = (time?: number): Held => {
    return new Map(runQuery(store, plan, time).documents.map((document) => [document.name, document]));
  };
  const fits = (document: StoredDocument | undefined) => document !== undefined && plan.fits(document);
  const bounded = plan.limit !== Number.POSITIVE_INFINITY || plan.offset > 0;
  return {
    names: [],
    read,
    after(held, changes) {
      const relevant = changes.filter(({ before, after }) => fits(before) || fits(after));
      if (relevant.length === 0) return held;
      // With a limit one document's going lets another in, which only the whole query can tell.
      if (bounded) return read();
      const next = new Map(held);
      for (const { name, after } of relevant) {
        if (after && plan.fits(after)) next.set(name, after);
        else next.delete(name);
      }
      return next;
    },
    project: (document) => plan.project(document),
  };
}
