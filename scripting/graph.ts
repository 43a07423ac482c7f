import type { Expression, Visualization } from './messages.ts';

/** A node of an expression. */
export type Node = { readonly [kind: string]: unknown };

/** A call of an algorithm; arguments that are undefined are left out. */
export function invoke(functionName: string, given: { readonly [name: string]: Node | undefined }): Node {
  return { functionInvocationValue: { functionName, arguments: given } };
}

export function constant(constantValue: unknown): Node {
  return { constantValue };
}

/** The same, and nothing for nothing. */
function optional(value: unknown): Node | undefined {
  return value === undefined ? undefined : constant(value);
}

export function expression(node: Node): Expression {
  return { result: '0', values: { 0: node } };
}

/** An expression of another one's result. */
export function wrapped({ result, values }: Expression, wrap: (node: Node) => Node): Expression {
  // A key that is not there: those of clients are numbers, and each wrapping adds one.
  const key = `around ${Object.keys(values).length}`;
  return { result: key, values: { ...values, [key]: wrap({ valueReference: result }) } };
}

/** The asset of a type, as a value. */
export function loadAsset(name: string, type: string): Expression {
  const id = name.replace(/^projects\/earthengine-public\/assets\//, '');
  switch (type) {
    case 'IMAGE':
      return expression(invoke('Image.load', { id: constant(id) }));
    case 'IMAGE_COLLECTION':
      return expression(invoke('ImageCollection.load', { id: constant(id) }));
    default:
      return expression(invoke('Collection.loadTable', { tableId: constant(id) }));
  }
}

export function mosaic(collection: Expression): Expression {
  return wrapped(collection, (node) => invoke('ImageCollection.mosaic', { collection: node }));
}

/** The picture of an image, as the official client asks for it. */
export function visualized(image: Expression, shown: Visualization): Expression {
  const { bands, min, max, gain, bias, gamma, palette } = shown;
  if (Object.values({ bands, min, max, gain, bias, gamma, palette }).every((one) => one === undefined)) return image;
  return wrapped(image, (node) =>
    invoke('Image.visualize', {
      image: node,
      bands: optional(bands),
      min: optional(min),
      max: optional(max),
      gain: optional(gain),
      bias: optional(bias),
      gamma: optional(gamma),
      palette: optional(palette),
    }),
  );
}

/** The picture of features: their shapes in one colour. */
export function drawn(features: Expression, color = '#e11d48'): Expression {
  return wrapped(features, (node) =>
    invoke('Collection.draw', {
      collection: node,
      color: constant(color),
      pointRadius: constant(4),
      strokeWidth: constant(2),
    }),
  );
}

export function point([longitude, latitude]: readonly [number, number]): Node {
  return invoke('GeometryConstructors.Point', { coordinates: constant([longitude, latitude]) });
}

/** A box in degrees: west, south, east, north. */
export function box([west, south, east, north]: readonly [number, number, number, number]): Node {
  const ring = [[west, north], [west, south], [east, south], [east, north], [west, north]]; // biome-ignore format: a ring
  return invoke('GeometryConstructors.Polygon', {
    coordinates: constant([ring]),
    geodesic: constant(false),
    evenOdd: constant(true),
  });
}

/** The corners of a geometry's bounds, as GeoJSON. */
export function boundsOf(element: Expression, type: string): Expression {
  const geometry = type === 'TABLE' || type === 'IMAGE_COLLECTION' ? 'Collection.geometry' : 'Image.geometry';
  const argument = geometry === 'Collection.geometry' ? 'collection' : 'feature';
  return wrapped(element, (node) =>
    invoke('Geometry.bounds', {
      geometry: invoke(geometry, { [argument]: node }),
      maxError: invoke('ErrorMargin', { value: constant(1) }),
    }),
  );
}
