import type { Call, Handlers } from '../../shared/api/handler.ts';
import { jsonBytes } from '../../shared/api/http/reply.ts';
import { idOfAssetName, parseAssetName } from '../../shared/catalog/names.ts';
import { invalid, unimplemented } from '../../shared/errors.ts';
import { runJob } from '../../shared/jobs/pool.ts';
import { parseBody } from '../../shared/messages/json.ts';
import { requireAsset } from '../assets/require.ts';
import { fileReply, named } from '../requests/file-reply.ts';
import { digest } from '../requests/image-request.ts';
import { type PageFields, pageOf } from '../requests/page.ts';
import { findRequest, saveRequest } from '../requests/saved-requests.ts';
import { tableRequestOf } from '../requests/table-request.ts';
import { requireExpression } from './expression.ts';
import { geometryNode, invocation } from './invocation.ts';

type Create = Call<'projects.tables.create' | 'projects.locations.tables.create'>;

async function create({ body, caller, signal, text }: Create): Promise<object> {
  const request = tableRequestOf(requireExpression(text('expression')), body);
  const source = { kind: 'expression', text: { text: request.expression } } as const;
  await runJob({ kind: 'check-table', caller, source }, signal);
  return { name: await saveRequest('tables', caller, request) };
}

interface Page extends PageFields {
  readonly expression: string;
  readonly native: boolean;
}

async function page({ expression, native, pageSize, pageToken }: Page, caller: Create['caller'], signal: AbortSignal) {
  const asked = pageOf({ pageSize, pageToken }, expression);
  return jsonBytes(await runJob({ kind: 'features', caller, expression, native, ...asked }, signal));
}

/** The expression of a table, within a GeoJSON geometry where one is given. */
function tableExpression(id: string, region: string | undefined): string {
  const table = invocation('Collection.loadTable', { tableId: JSON.stringify({ constantValue: id }) });
  const node = region ? invocation('Collection.filter', { collection: table, filter: boundsFilter(region) }) : table;
  return `{"result":"0","values":{"0":${node}}}`;
}

function boundsFilter(region: string): string {
  const { text } = parseBody(region);
  return invocation('Filter.intersects', { leftField: '{"constantValue":".all"}', rightValue: geometryNode(text) });
}

export const TABLE_HANDLERS = {
  'projects.tables.create': create,
  'projects.locations.tables.create': create,

  async 'projects.tables.getFeatures'({ params, headers, signal }) {
    const find = () => findRequest('tables', params.name);
    const { request, maker } = await find();
    const { expression, format, selectors, filename = 'table' } = request;
    const reply = await fileReply(headers, digest(params.name), find, () =>
      runJob({ kind: 'table-file', caller: maker, expression, format, selectors, filename }, signal),
    );
    return named(reply, filename);
  },

  async 'projects.table.computeFeatures'({ body, caller, signal, text }) {
    const native = body.featureProjection === 'FEATURE_PROJECTION_NATIVE';
    const { pageSize, pageToken } = body;
    const expression = requireExpression(text('expression'));
    return page({ expression, native, pageSize, pageToken }, caller, signal);
  },

  async 'projects.assets.listFeatures'({ params, query, caller, signal }) {
    if (query.filter) throw unimplemented("'filter' is not supported: filter the collection, and use computeFeatures.");
    const name = parseAssetName(params.asset);
    const { type } = await requireAsset(name, caller);
    if (type !== 'TABLE') throw invalid(`Asset '${name.name}' is not a table: it is of type ${type}.`);
    const expression = tableExpression(idOfAssetName(name), query.region);
    const { pageSize, pageToken } = query;
    return page({ expression, native: false, pageSize, pageToken }, caller, signal);
  },
} satisfies Handlers;
