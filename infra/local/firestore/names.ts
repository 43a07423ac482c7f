import { invalid } from './errors.ts';
import { compareStrings } from './values/strings.ts';

/** The name of a document or a collection: `root` is `projects/P/databases/D/documents`, `path` the rest ('' at the root). */
export interface ResourceName {
  root: string;
  path: string;
}

const ROOT = /^projects\/[^/]+\/databases\/[^/]+\/documents(?=\/|$)/;
const MAX_ID_BYTES = 1500;

/**
 * Checks a document's full name: an even number of ids, each with the service's rules on ids.
 *
 * @throws INVALID_ARGUMENT
 */
export function parseDocumentName(name: string | undefined): ResourceName {
  const place = parseParent(name);
  if (place.path === '') throw invalid(`Document name "${name}" has no document id.`);
  return place;
}

/** Checks the name of a document or of the root above the top collections. @throws INVALID_ARGUMENT */
export function parseParent(name: string | undefined): ResourceName {
  const root = ROOT.exec(name ?? '')?.[0];
  if (name === undefined || root === undefined) {
    throw invalid(`Resource name "${name ?? ''}" does not begin with "projects/*/databases/*/documents".`);
  }
  const path = name.slice(root.length + 1);
  if (name.length > root.length) {
    const ids = path.split('/');
    if (ids.length % 2 !== 0) throw invalid(`Document name "${name}" has an odd number of path segments.`);
    for (const id of ids) checkId(id, name);
  }
  return { root, path };
}

/** The root of the documents of a database `projects/P/databases/D`. @throws INVALID_ARGUMENT */
export function documentsRoot(database: string | undefined): string {
  const root = `${database ?? ''}/documents`;
  if (ROOT.exec(root)?.[0] !== root)
    throw invalid(`Database name "${database ?? ''}" is not "projects/*/databases/*".`);
  return root;
}

/** Checks an id of a collection or document. @throws INVALID_ARGUMENT */
export function checkId(id: string, within: string): void {
  if (id === '') throw invalid(`Resource name "${within}" has an empty path segment.`);
  if (id === '.' || id === '..') throw invalid(`Resource name "${within}" has the path segment "${id}".`);
  if (/^__.*__$/s.test(id)) throw invalid(`Resource id "${id}" is invalid because it is reserved.`);
  // A UTF-16 unit makes at most 3 bytes: count them only where it could matter.
  if (id.length > MAX_ID_BYTES / 3 && Buffer.byteLength(id) > MAX_ID_BYTES) {
    throw invalid(`A resource id is longer than ${MAX_ID_BYTES} bytes: "${id.slice(0, 40)}…".`);
  }
}

/** The collection that a document lies in: its name up to the last slash. */
export function collectionOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/'));
}

/** The last id of a document's or collection's name. */
export function lastId(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/**
 * The order of names: id by id, a parent before its children; ids that stand for Datastore's numbers (`__id7__`) come first, by their numbers, the
 * others in the order of their UTF-8 bytes. No document has the id of a number, but clients bound their queries by them.
 *
 * Not the order of the whole strings: `-` comes before `/`, yet `a/b` comes before `a-/b`.
 */
export function compareNames(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  let at = 0;
  while (at < length && left.charCodeAt(at) === right.charCodeAt(at)) at++;
  if (at === length) return left.length - right.length;
  const begin = left.lastIndexOf('/', at - 1) + 1;
  const numbers = [numberAt(left, begin), numberAt(right, begin)];
  if (numbers[0] !== undefined || numbers[1] !== undefined) return compareNumbers(numbers[0], numbers[1]);
  if (left[at] === '/') return -1;
  if (right[at] === '/') return 1;
  return compareStrings(left.slice(at), right.slice(at));
}

/** The number that the id at a place in a name stands for, if it stands for one. */
function numberAt(name: string, begin: number): bigint | undefined {
  if (!name.startsWith('__id', begin)) return undefined;
  const digits = /^__id(-?\d{1,19})__(?=\/|$)/.exec(name.slice(begin))?.[1];
  return digits === undefined ? undefined : BigInt(digits);
}

function compareNumbers(left: bigint | undefined, right: bigint | undefined): number {
  if (left === undefined) return 1;
  if (right === undefined) return -1;
  return left < right ? -1 : 1;
}
