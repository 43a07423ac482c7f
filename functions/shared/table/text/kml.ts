import type { Geometry, Position, Shape } from '../../geometry/geometry.ts';
import type { TableRow } from '../row.ts';
import { valueText } from './csv.ts';

/** Rows as placemarks of a KML 2.2 document (OGC 07-147r2). */
export async function* kmlText(rows: AsyncIterable<TableRow>): AsyncGenerator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n';
  for await (const { id, geometry, properties } of rows) {
    const data = [...properties].map(
      ([name, value]) => `<Data name="${escaped(name)}"><value>${escaped(valueText(value))}</value></Data>`,
    );
    yield '<Placemark>' +
      (id === undefined ? '' : `<name>${escaped(id)}</name>`) +
      (data.length === 0 ? '' : `<ExtendedData>${data.join('')}</ExtendedData>`) +
      (geometry === null ? '' : shapeText(geometry.shape)) +
      '</Placemark>\n';
  }
  yield '</Document></kml>\n';
}

/** Characters that XML has no way to write are left out. */
function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
      .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
  );
}

function shapeText(shape: Shape): string {
  switch (shape.type) {
    case 'Point':
      return `<Point>${coordinates([shape.coordinates])}</Point>`;
    case 'LineString':
    case 'LinearRing':
      return `<${shape.type}>${coordinates(shape.coordinates)}</${shape.type}>`;
    case 'Polygon':
      return polygon(shape.coordinates);
    case 'MultiPoint':
      return several(shape.coordinates.map((position) => `<Point>${coordinates([position])}</Point>`));
    case 'MultiLineString':
      return several(shape.coordinates.map((line) => `<LineString>${coordinates(line)}</LineString>`));
    case 'MultiPolygon':
      return several(shape.coordinates.map(polygon));
    case 'GeometryCollection':
      return several(shape.geometries.map((part: Geometry) => shapeText(part.shape)));
  }
}

function several(parts: readonly string[]): string {
  return `<MultiGeometry>${parts.join('')}</MultiGeometry>`;
}

function polygon(rings: readonly (readonly Position[])[]): string {
  const boundaries = rings.map((ring, i) => {
    const side = i === 0 ? 'outerBoundaryIs' : 'innerBoundaryIs';
    return `<${side}><LinearRing>${coordinates(ring)}</LinearRing></${side}>`;
  });
  return `<Polygon>${boundaries.join('')}</Polygon>`;
}

function coordinates(line: readonly Position[]): string {
  return `<coordinates>${line.map(([x, y]) => `${x},${y}`).join(' ')}</coordinates>`;
}
