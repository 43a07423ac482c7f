import type { Handlers } from '../../shared/api/handler.ts';
import { idOfAssetName, parseAssetName } from '../../shared/catalog/names.ts';
import { runJob } from '../../shared/jobs/pool.ts';
import { type ImageFields, imageRequestOf } from '../requests/image-request.ts';
import { requireExpression } from './expression.ts';
import { geometryNode, invocation } from './invocation.ts';

type Grid = ImageFields['grid'];

/** An asset's image as a node of an expression. */
function imageNode(id: string): string {
  return invocation('Image.load', { id: constantNode(id) });
}

/** The bounding box of a region of an image, scaled to the dimensions of a grid, in its reference system if it has one. */
function scaledNode(image: string, region: string, { crsCode, crsWkt, dimensions = {} }: NonNullable<Grid>): string {
  const code = crsCode ?? crsWkt;
  const crs = code === undefined ? undefined : invocation('Projection', { crs: constantNode(code) });
  // As the clients send it for `crs` without a transform.
  const placed = crs
    ? invocation('Image.setDefaultProjection', { image, crs, crsTransform: constantNode([1, 0, 0, 0, -1, 0]) })
    : image;
  const { width, height } = dimensions;
  return invocation('Image.clipToBoundsAndScale', {
    input: placed,
    geometry: geometryNode(region),
    ...(width === undefined ? {} : { width: constantNode(width) }),
    ...(height === undefined ? {} : { height: constantNode(height) }),
  });
}

function constantNode(value: unknown): string {
  return JSON.stringify({ constantValue: value });
}

/** The pixels that are asked for: those of a grid, or of a region, or both, of which the region is then cut out of the grid. */
function pixelsOf(image: string, region: string | undefined, grid: Grid): { node: string; grid?: Grid } {
  if (region === undefined) return { node: image, grid };
  if (grid?.dimensions && !grid.affineTransform) return { node: scaledNode(image, region, grid) };
  return { node: invocation('Image.clip', { input: image, geometry: geometryNode(region) }), grid };
}

export const PIXEL_HANDLERS = {
  'projects.image.computePixels'({ body, caller, signal, text }) {
    const request = imageRequestOf(requireExpression(text('expression')), body);
    return runJob({ kind: 'render', caller, ...request, limits: 'pixels' }, signal);
  },

  'projects.assets.getPixels'({ params, body, caller, signal, text }) {
    const id = idOfAssetName(parseAssetName(params.name));
    const { node, grid } = pixelsOf(imageNode(id), body.region && text('region'), body.grid);
    const request = imageRequestOf(`{"result":"0","values":{"0":${node}}}`, { ...body, grid });
    return runJob({ kind: 'render', caller, ...request, limits: 'pixels' }, signal);
  },
} satisfies Handlers;
