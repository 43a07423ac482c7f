import type { Engine } from '../engine.ts';
import { invalid, unimplemented } from '../errors.ts';
import type { Aggregation, Consistency, Document, StructuredQuery, Timestamp, Value } from '../messages.ts';
import { aggregate } from '../query/aggregate.ts';
import { planQuery } from '../query/plan.ts';
import { type Caller, withView } from '../transactions/view.ts';

interface QueryRequest extends Consistency {
  parent?: string;
  explainOptions?: object;
}

export interface RunQueryReply {
  document?: Document;
  readTime?: Timestamp;
  skippedResults?: number;
  transaction?: Uint8Array;
}

/** RunQuery: one reply a result, or one without a document if there are none. */
export async function runQueryCall(
  engine: Engine,
  request: QueryRequest & { structuredQuery?: StructuredQuery },
  caller: Caller,
): Promise<RunQueryReply[]> {
  if (request.explainOptions) throw unimplemented('explain');
  const plan = planQuery(request.parent, request.structuredQuery);
  return withView(engine, plan.root, request, caller, async (view) => {
    const { documents, skipped } = await view.query(plan);
    const readTime = view.readTime();
    const replies = documents.map((document): RunQueryReply => ({ document: plan.project(document), readTime }));
    const [first = { readTime }, ...rest] = replies;
    return [{ ...first, skippedResults: skipped, ...(view.begun && { transaction: view.begun }) }, ...rest];
  });
}

/** RunAggregationQuery: counts, sums and averages, in one reply. */
export async function runAggregationQuery(
  engine: Engine,
  request: QueryRequest & {
    structuredAggregationQuery?: { structuredQuery?: StructuredQuery; aggregations?: Aggregation[] };
  },
  caller: Caller,
): Promise<{ result: { aggregateFields: Record<string, Value> }; readTime: Timestamp; transaction?: Uint8Array }[]> {
  if (request.explainOptions) throw unimplemented('explain');
  const { structuredQuery, aggregations = [] } = request.structuredAggregationQuery ?? {};
  if (aggregations.length < 1 || aggregations.length > 5) throw invalid('A query has from one to five aggregations.');
  const plan = planQuery(request.parent, structuredQuery);
  return withView(engine, plan.root, request, caller, async (view) => {
    const { documents } = await view.query(plan);
    const result = { aggregateFields: aggregate(documents, aggregations) };
    return [{ result, readTime: view.readTime(), ...(view.begun && { transaction: view.begun }) }];
  });
}
