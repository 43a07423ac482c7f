import { invalid, notFound, type ServiceError } from '../errors.ts';
import type { AssetRecord } from './asset.ts';

/**
 * The record of a link with the content of what it stands for. It changes when either of them does.
 * @param source the record of the other asset, which is no link
 */
export function followedLink(own: AssetRecord, source: AssetRecord): AssetRecord {
  const { policy: _, ...content } = source;
  return {
    ...content,
    name: own.name,
    parent: own.parent,
    changed: Math.max(own.changed, source.changed),
    link: { source: source.name, followed: true },
    ...(own.policy ? { policy: own.policy } : {}),
  };
}

/** Whether a link can stand for an asset: not for another link, nor for what has assets below it. */
export function canBeLinked({ type, link }: AssetRecord): boolean {
  return !link && !holdsAssets(type);
}

/** Whether assets of a type have others below them. */
export function holdsAssets(type: AssetRecord['type']): boolean {
  return type === 'FOLDER' || type === 'IMAGE_COLLECTION';
}

/** A link without the content of what it stands for. */
export function bareLink({ name, parent, type, updateTime, changed, link, policy }: AssetRecord): AssetRecord {
  return {
    name,
    parent,
    type,
    updateTime,
    changed,
    files: [],
    ...(link ? { link: { source: link.source } } : {}),
    ...(policy ? { policy } : {}),
  };
}

/** Whether a record is that of a link whose other asset was not there, or not for the caller. */
export function isBroken({ link }: AssetRecord): boolean {
  return link !== undefined && !link.followed;
}

/**
 * A record that is none of a broken link, for an expression.
 * @throws INVALID_ARGUMENT
 */
export function checkFollowed(record: AssetRecord): AssetRecord {
  if (isBroken(record)) throw invalid(`${words(record)} is not found (does not exist or caller does not have access).`);
  return record;
}

/** The refusal to show a broken link. */
export function brokenLink(record: AssetRecord): ServiceError {
  return notFound(`${words(record)} does not exist or doesn't allow this operation.`);
}

function words({ name, link }: AssetRecord): string {
  return `Asset '${name}' is a link to '${link?.source}', which`;
}

/** A text that is another one whenever an asset, or what it stands for, has changed. */
export function stateOf(record: AssetRecord | undefined): string {
  if (record === undefined) return 'undefined';
  const { changed, updateTime, link } = record;
  // Clocks may disagree: the later time of the two may stay the same, but then the update time of the other asset does not.
  return link ? `${changed} ${link.followed ? updateTime : 'broken'}` : String(changed);
}
