import type { Handlers } from '../../shared/api/handler.ts';
import { memberText } from '../../shared/api/http/json.ts';
import { idOfAssetName, parseAssetName } from '../../shared/catalog/names.ts';
import { invalid } from '../../shared/errors.ts';
import { runJob } from '../../shared/jobs/pool.ts';
import { pictureOf } from '../pictures/picture.ts';
import { requireExpression } from './expression.ts';

/** The JSON text of a call, whose arguments are JSON texts of nodes. */
function invocation(functionName: string, args: { readonly [name: string]: string }): string {
  const list = Object.entries(args).map(([name, node]) => `"${name}":${node}`);
  return `{"functionInvocationValue":{"functionName":"${functionName}","arguments":{${list.join()}}}}`;
}

/** The expression of an asset's image, clipped to a GeoJSON geometry where one is given. */
function imageExpression(id: string, region: string | undefined): string {
  const image = invocation('Image.load', { id: JSON.stringify({ constantValue: id }) });
  const node = region ? invocation('Image.clip', { input: image, geometry: geometryNode(region) }) : image;
  return `{"result":"0","values":{"0":${node}}}`;
}

const SHAPES = ['Point', 'MultiPoint', 'LineString', 'LinearRing', 'MultiLineString', 'Polygon', 'MultiPolygon'];

/** Coordinates are passed on as text, as expressions are: they may be nested as deep as somebody likes. */
function geometryNode(region: string): string {
  const { type } = JSON.parse(region) as { type?: unknown };
  const coordinates = memberText(region, 'coordinates');
  if (!SHAPES.some((shape) => shape === type) || coordinates === undefined) {
    throw invalid("Invalid value at 'region': a GeoJSON geometry with 'type' and 'coordinates' is expected.");
  }
  const geodesic = memberText(region, 'geodesic');
  return invocation(`GeometryConstructors.${type}`, {
    coordinates: `{"constantValue":${coordinates}}`,
    ...(geodesic === undefined ? {} : { geodesic: `{"constantValue":${geodesic}}` }),
  });
}

export const PIXEL_HANDLERS = {
  'projects.image.computePixels'({ body, caller, signal, text }) {
    const picture = pictureOf(requireExpression(text('expression')), body);
    return runJob({ kind: 'render', caller, ...picture, limits: 'pixels' }, signal);
  },

  'projects.assets.getPixels'({ params, body, caller, signal, text }) {
    const id = idOfAssetName(parseAssetName(params.name));
    const picture = pictureOf(imageExpression(id, body.region && text('region')), body);
    return runJob({ kind: 'render', caller, ...picture, limits: 'pixels' }, signal);
  },
} satisfies Handlers;
