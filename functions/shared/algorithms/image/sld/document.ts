import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { wrong } from '../../../errors.ts';

/** An element of a document: its attributes under @name, its text under #text, and the elements in it by name, as many as there are. */
export interface Element {
  readonly [name: string]: readonly (Element | string)[] | string;
}

/** Longest document, in characters. */
const LONGEST = 1_000_000;

// Entities stay as they are written: none can grow.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
});

/** The only RasterSymbolizer of a document, or of a part of one. */
export function rasterSymbolizer(xml: string): Element {
  if (xml.length > LONGEST) throw wrong(`The document has ${xml.length} characters; at most ${LONGEST} are read.`);
  const valid = XMLValidator.validate(xml);
  if (valid !== true) throw wrong(`The document is not XML: ${valid.err.msg} (line ${valid.err.line}).`);
  const found: (Element | string)[] = [];
  const open: unknown[] = [parsed(xml)];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    if (typeof element !== 'object' || element === null) continue;
    for (const [name, value] of Object.entries(element)) {
      if (!Array.isArray(value)) continue;
      if (name === 'RasterSymbolizer' || name === 'SldRasterSymbolizer') found.push(...value);
      else open.push(...value);
    }
  }
  if (found.length !== 1) throw wrong(`The document must have one RasterSymbolizer. Got ${found.length}.`);
  return asElement(found[0]);
}

/** The document's elements; the parser refuses those that are nested too deep, and dangerous names. */
function parsed(xml: string): unknown {
  try {
    return parser.parse(xml);
  } catch (error) {
    throw wrong(`The document cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** An element without attributes or elements in it is just its text. */
function asElement(value: Element | string): Element {
  return typeof value === 'string' ? { '#text': value } : value;
}

/** The elements of a name in another. */
export function elements(parent: Element | undefined, name: string): Element[] {
  const found = parent?.[name];
  return Array.isArray(found) ? found.map(asElement) : [];
}

/** The first element of a name in another. */
export function element(parent: Element | undefined, name: string): Element | undefined {
  return elements(parent, name)[0];
}

/** The text of an element; undefined if there is none. */
export function text(of: Element | undefined): string | undefined {
  const found = of?.['#text'];
  const value = Array.isArray(found) ? found.join('') : found;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** The text of an attribute; undefined if there is none. */
export function attribute(of: Element, name: string): string | undefined {
  const value = of[`@${name}`];
  return typeof value === 'string' ? value.trim() : undefined;
}

/** A text as a number; an error with its name if it is none. */
export function numeric(name: string, value: string | undefined): number {
  const number = value === undefined || value === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) throw wrong(`${name} must be a number. Got '${(value ?? '').slice(0, 100)}'.`);
  return number;
}
