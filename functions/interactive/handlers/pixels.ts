import type { Handlers } from '../../shared/api/handler.ts';
import { idOfAssetName, parseAssetName } from '../../shared/catalog/names.ts';
import { runJob } from '../../shared/jobs/pool.ts';
import { imageRequestOf } from '../requests/image-request.ts';
import { requireExpression } from './expression.ts';
import { geometryNode, invocation } from './invocation.ts';

/** The expression of an asset's image, clipped to a GeoJSON geometry where one is given. */
function imageExpression(id: string, region: string | undefined): string {
  const image = invocation('Image.load', { id: JSON.stringify({ constantValue: id }) });
  const node = region ? invocation('Image.clip', { input: image, geometry: geometryNode(region) }) : image;
  return `{"result":"0","values":{"0":${node}}}`;
}

export const PIXEL_HANDLERS = {
  'projects.image.computePixels'({ body, caller, signal, text }) {
    const request = imageRequestOf(requireExpression(text('expression')), body);
    return runJob({ kind: 'render', caller, ...request, limits: 'pixels' }, signal);
  },

  'projects.assets.getPixels'({ params, body, caller, signal, text }) {
    const id = idOfAssetName(parseAssetName(params.name));
    const request = imageRequestOf(imageExpression(id, body.region && text('region')), body);
    return runJob({ kind: 'render', caller, ...request, limits: 'pixels' }, signal);
  },
} satisfies Handlers;
