import type { AssetRecord } from '../../catalog/asset.ts';
import type { ObjectState } from '../../google/object-file.ts';

/** What an expression or a manifest reads from outside: one state of each thing, however often it is asked for. */
export interface Inputs {
  /** The record of an asset; undefined if there is none. */
  asset(name: string): Promise<AssetRecord | undefined>;
  /** Up to CHILDREN_PAGE records right below an asset, behind a name, in the order of names. */
  children(parent: string, after: string | undefined): Promise<readonly AssetRecord[]>;
  /** An object of a gs:// URI; undefined if there is none. */
  object(uri: string): Promise<ObjectState | undefined>;
}
