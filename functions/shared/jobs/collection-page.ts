import type { Collection } from '../algorithms/collection/collection.ts';
import type { Element } from '../algorithms/collection/element.ts';
import type { Context } from '../algorithms/context.ts';

/** A page of a collection that is asked for. */
export interface PageAsked {
  /** Elements before the page. */
  readonly offset: number;
  readonly pageSize: number;
  /** The token of the page behind this one, if there is one. */
  readonly nextPageToken: string;
}

/**
 * One page of a collection, as the JSON text of a reply in UTF-8.
 * @param head what the reply begins with, up to the list
 * @param encode the JSON text of an element
 */
export async function collectionPage(
  collection: Collection,
  { offset, pageSize, nextPageToken }: PageAsked,
  head: string,
  encode: (element: Element) => Promise<string>,
  context: Context,
): Promise<Uint8Array> {
  const cursor = collection.open();
  const texts: string[] = [];
  let next = '';
  for (let place = 0; ; place++) {
    const element = await cursor.next();
    if (element === undefined) break;
    context.spend(1);
    if (place < offset) continue;
    if (texts.length === pageSize) {
      next = `,"nextPageToken":${JSON.stringify(nextPageToken)}`;
      break;
    }
    texts.push(await encode(element));
  }
  return new TextEncoder().encode(`${head}[${texts.join()}]${next}}`);
}
