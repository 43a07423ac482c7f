import { invalid } from '../../shared/errors.ts';
import { memberText } from '../../shared/messages/json.ts';

/** The JSON text of a call, whose arguments are JSON texts of nodes. */
export function invocation(functionName: string, args: { readonly [name: string]: string }): string {
  const list = Object.entries(args).map(([name, node]) => `"${name}":${node}`);
  return `{"functionInvocationValue":{"functionName":"${functionName}","arguments":{${list.join()}}}}`;
}

const SHAPES = ['Point', 'MultiPoint', 'LineString', 'LinearRing', 'MultiLineString', 'Polygon', 'MultiPolygon'];

/**
 * The expression node of a GeoJSON geometry. Coordinates are passed on as text, as expressions are, because they may be nested to any
 * depth.
 * @throws INVALID_ARGUMENT
 */
export function geometryNode(region: string): string {
  const typeText = memberText(region, 'type');
  const type = SHAPES.find((shape) => `"${shape}"` === typeText);
  const coordinates = memberText(region, 'coordinates');
  if (type === undefined || coordinates === undefined) {
    throw invalid("Invalid value at 'region': a GeoJSON geometry with 'type' and 'coordinates' is expected.");
  }
  const geodesic = memberText(region, 'geodesic');
  return invocation(`GeometryConstructors.${type}`, {
    coordinates: `{"constantValue":${coordinates}}`,
    ...(geodesic === undefined ? {} : { geodesic: `{"constantValue":${geodesic}}` }),
  });
}
