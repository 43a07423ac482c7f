import type { AssetRecord } from '../../catalog/asset.ts';
import type { ObjectState } from '../../google/object-file.ts';

/** The assets and objects that an expression or a manifest reads. Each has one state, however often it is asked for. */
export interface Inputs {
  /** The record of an asset, of a link with the content of what it stands for; undefined if there is none. */
  asset(name: string): Promise<AssetRecord | undefined>;
  /** Up to CHILDREN_PAGE records of the direct children of an asset, ordered by name, beginning after the name `after`; of links as of one asset. */
  children(parent: string, after: string | undefined): Promise<readonly AssetRecord[]>;
  /** An object of a gs:// URI; undefined if there is none. */
  object(uri: string): Promise<ObjectState | undefined>;
  /** The same as it is at this moment, unless it has been asked for before: for imports, of files that may just have been written. */
  objectNow(uri: string): Promise<ObjectState | undefined>;
}

/** A page of records, of which links have the content of what they stand for. */
export function withLinks(page: readonly AssetRecord[], inputs: Pick<Inputs, 'asset'>): Promise<AssetRecord[]> {
  return Promise.all(page.map(async (record) => (record.link && (await inputs.asset(record.name))) ?? record));
}
