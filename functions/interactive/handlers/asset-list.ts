import { assetMessage } from '../../shared/api/asset-message.ts';
import type { Call, Handlers } from '../../shared/api/handler.ts';
import { readPageSize } from '../../shared/api/page-size.ts';
import type { AssetRecord } from '../../shared/catalog/asset.ts';
import { holdsAssets } from '../../shared/catalog/link.ts';
import { checkProject, parseAssetName } from '../../shared/catalog/names.ts';
import { listChildren } from '../../shared/catalog/store.ts';
import { invalid } from '../../shared/errors.ts';
import type { Caller } from '../../shared/jobs/caller.ts';
import { parseFilter } from '../assets/filter.ts';
import { asRead, requireAsset } from '../assets/require.ts';

const DEFAULT_PAGE = 1_000;
const MAX_PAGE = 10_000;

type Query = Call<'projects.listAssets' | 'projects.assets.listAssets'>['query'];

/** One page of the assets directly below a folder, ordered by name. */
async function listBelow(
  parent: string,
  { pageSize, pageToken, filter, view }: Query,
  caller: Caller,
): Promise<object> {
  const size = readPageSize(pageSize, { usual: DEFAULT_PAGE, most: MAX_PAGE });
  const wanted = filter ? parseFilter(filter) : () => true;
  const found: AssetRecord[] = [];
  let after = pageToken ? readToken(pageToken, parent) : undefined;
  for (let more = true; more && found.length < size; ) {
    // One more than the page tells whether there is another.
    const records = await listChildren(parent, { pageSize: size - found.length + 1, after });
    const taken = records.slice(0, size - found.length);
    found.push(...(await Promise.all(taken.map((record) => asRead(record, caller)))).filter(wanted));
    after = taken.at(-1)?.name;
    more = records.length > taken.length;
    if (!more) after = undefined;
  }
  return {
    assets: found.map((record) => assetMessage(record, view === 'BASIC' ? 'BASIC' : 'FULL')),
    ...(after === undefined ? {} : { nextPageToken: Buffer.from(after).toString('base64url') }),
  };
}

/** Tokens are the name of the last asset of the page before. */
function readToken(token: string, parent: string): string {
  const name = Buffer.from(token, 'base64url').toString();
  if (!name.startsWith(`${parent}/`)) throw invalid('Invalid page token.');
  return name;
}

export const ASSET_LIST_HANDLERS = {
  'projects.listAssets'({ params, query, caller }) {
    return listBelow(`projects/${checkProject(params.parent.slice('projects/'.length))}/assets`, query, caller);
  },

  async 'projects.assets.listAssets'({ params, query, caller }) {
    const parent = parseAssetName(params.parent);
    if (parent.path !== '') {
      const { type } = await requireAsset(parent, caller);
      if (!holdsAssets(type)) {
        throw invalid(`Asset '${parent.name}' is not a folder or a collection: nothing is below it.`);
      }
    }
    return listBelow(parent.name, query, caller);
  },
} satisfies Handlers;
