import sax from 'sax';
import { invalid } from '../../errors.ts';
import { Geometry, LONGITUDE_LATITUDE, type Position, type Shape } from '../../geometry/geometry.ts';

/** A Placemark, as far as tables keep it. */
export interface Placemark {
  readonly shape: Shape | undefined;
  readonly properties: ReadonlyMap<string, string>;
}

/** Characters of one Placemark. */
const MAX_PLACEMARK = 64 * 1024 * 1024;
/** Elements within elements. */
const MAX_DEPTH = 200;

/** Elements of a Placemark whose text becomes a property of that name. */
const TEXTS = ['name', 'description'];
/** Elements within those of time. */
const TIMES = ['when', 'begin', 'end'];

interface Part {
  readonly element: string;
  /** The lines of coordinates within it. */
  readonly lines: Position[][];
  readonly shapes: Shape[];
}

/** Reads the Placemarks out of the text of a KML document (OGC 07-147r2), in whatever pieces it comes. */
export class PlacemarkParser {
  readonly #parser: sax.SAXParser;
  readonly #geodesic: boolean;
  readonly #path: string[] = [];
  readonly #found: Placemark[] = [];
  #text = '';
  #size = 0;
  #properties: Map<string, string> | undefined;
  /** The name of the Data element that is open. */
  #data: string | undefined;
  #parts: Part[] = [];
  #shape: Shape | undefined;
  /** Types that Schemas give to SimpleData, by their names. */
  readonly types = new Map<string, string>();

  /** @param geodesic whether edges are geodesics */
  constructor(geodesic: boolean) {
    this.#geodesic = geodesic;
    this.#parser = sax.parser(true, { position: true });
    this.#parser.onopentag = ({ name, attributes }) =>
      this.#open(local(name), attributes as { [name: string]: string });
    this.#parser.onclosetag = (name) => this.#close(local(name));
    this.#parser.ontext = (text) => this.#add(text);
    this.#parser.oncdata = (text) => this.#add(text);
    this.#parser.onerror = (error) => {
      throw invalid(`Malformed XML: ${error.message.replaceAll('\n', ', ').slice(0, 200)}.`);
    };
  }

  /** The Placemarks that end in a further piece. */
  push(text: string): Placemark[] {
    this.#parser.write(text);
    return this.#found.splice(0);
  }

  /** Tells that there is no more. @throws INVALID_ARGUMENT if the document is not complete */
  end(): void {
    this.#parser.close();
  }

  #add(text: string): void {
    if (this.#properties === undefined) return;
    this.#size += text.length;
    if (this.#size > MAX_PLACEMARK) throw invalid(`A Placemark has more than ${MAX_PLACEMARK} characters.`);
    this.#text += text;
  }

  #open(name: string, attributes: { readonly [name: string]: string }): void {
    if (this.#path.length >= MAX_DEPTH) throw invalid(`The document is nested deeper than ${MAX_DEPTH} elements.`);
    this.#path.push(name);
    this.#text = '';
    if (name === 'SimpleField') this.types.set(attributes['name'] ?? '', attributes['type'] ?? '');
    if (name === 'Placemark') {
      this.#properties = new Map();
      this.#size = 0;
      this.#parts = [];
      this.#shape = undefined;
    }
    if (this.#properties === undefined) return;
    if (name === 'Data' || name === 'SimpleData') this.#data = attributes['name'] ?? '';
    if (GEOMETRIES.includes(name)) this.#parts.push({ element: name, lines: [], shapes: [] });
  }

  #close(name: string): void {
    this.#path.pop();
    const text = this.#text.trim();
    this.#text = '';
    if (this.#properties === undefined) return;
    if (name === 'Placemark') {
      this.#found.push({ shape: this.#shape, properties: this.#properties });
      this.#properties = undefined;
    } else if (name === 'coordinates') this.#parts.at(-1)?.lines.push(positionsOf(text));
    else if (GEOMETRIES.includes(name)) this.#closePart();
    else this.#closeProperty(name, text);
  }

  #closeProperty(name: string, text: string): void {
    const above = this.#path.at(-1);
    if (name === 'SimpleData' || (name === 'value' && above === 'Data')) this.#set(this.#data ?? '', text);
    else if (TEXTS.includes(name) && above === 'Placemark') this.#set(name, text);
    else if (TIMES.includes(name) && (above === 'TimeStamp' || above === 'TimeSpan')) this.#set(name, text);
  }

  #set(name: string, text: string): void {
    if (name !== '' && text !== '') this.#properties?.set(name, text);
  }

  #closePart(): void {
    const part = this.#parts.pop() as Part;
    const shape = shapeOf(part, this.#geodesic);
    const above = this.#parts.at(-1);
    // The rings of a polygon are lines of it.
    if (above?.element === 'Polygon') above.lines.push(...part.lines);
    else if (above) above.shapes.push(shape);
    else this.#shape ??= shape;
  }
}

const GEOMETRIES = ['Point', 'LineString', 'LinearRing', 'Polygon', 'MultiGeometry'];

/** The name of an element without its prefix. */
function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Tuples of longitude, latitude and perhaps altitude, with white space between them. */
function positionsOf(text: string): Position[] {
  // Some write spaces behind the commas, too.
  const tuples = text.replace(/\s*,\s*/g, ',').split(/\s+/);
  return tuples
    .filter((tuple) => tuple !== '')
    .map((tuple): Position => {
      const [x, y] = tuple.split(',').map(Number);
      if (Number.isFinite(x) && Number.isFinite(y)) return [x, y];
      throw invalid(`Malformed KML: '${tuple.slice(0, 40)}' are no coordinates.`);
    });
}

function shapeOf({ element, lines, shapes }: Part, geodesic: boolean): Shape {
  switch (element) {
    case 'Point': {
      const [point] = lines[0] ?? [];
      return point ? { type: 'Point', coordinates: point } : { type: 'MultiPoint', coordinates: [] };
    }
    case 'LineString':
      return { type: 'LineString', coordinates: lines[0] ?? [] };
    case 'LinearRing':
      return { type: 'LinearRing', coordinates: closed(lines[0] ?? []) };
    case 'Polygon':
      return { type: 'Polygon', coordinates: lines.map(closed) };
    default:
      return joined(shapes, geodesic);
  }
}

/** Several shapes as one: of one type if they are. */
function joined(shapes: readonly Shape[], geodesic: boolean): Shape {
  const points = shapes.flatMap((shape) => (shape.type === 'Point' ? [shape.coordinates] : []));
  if (points.length === shapes.length) return { type: 'MultiPoint', coordinates: points };
  const lines = shapes.flatMap((shape) => (shape.type === 'LineString' ? [shape.coordinates] : []));
  if (lines.length === shapes.length) return { type: 'MultiLineString', coordinates: lines };
  const polygons = shapes.flatMap((shape) => (shape.type === 'Polygon' ? [shape.coordinates] : []));
  if (polygons.length === shapes.length) return { type: 'MultiPolygon', coordinates: polygons };
  const geometries = shapes.flatMap((shape) =>
    shape.type === 'GeometryCollection' ? shape.geometries : [new Geometry(shape, LONGITUDE_LATITUDE, geodesic)],
  );
  return { type: 'GeometryCollection', geometries };
}

function closed(ring: Position[]): Position[] {
  const [first, last] = [ring[0], ring[ring.length - 1]];
  const whole = first && (first[0] !== last[0] || first[1] !== last[1]) ? [...ring, first] : ring;
  if (whole.length < 4) throw invalid('Malformed KML: a ring must have at least three corners.');
  return whole;
}
