import { project } from '../api/session.ts';
import type { Layer } from './layers.ts';

/** Ways to use a layer in another program: what each needs, to be copied. */
export const ELSEWHERE: { readonly [program: string]: (layer: Layer) => string } = {
  'QGIS (XYZ tiles)': ({ tiles = '' }) => tiles,
  MapLibre: ({ id, tiles = '' }) => {
    const source = JSON.stringify({ type: 'raster', tiles: [tiles], tileSize: 256 });
    return `map.addSource('${id}', ${source});\nmap.addLayer({ id: '${id}', type: 'raster', source: '${id}' });`;
  },
  Leaflet: ({ tiles = '' }) => `L.tileLayer('${tiles}').addTo(map);`,
  Python: ({ expression, kind, asset }) => {
    // JSON's texts are Python's, too.
    const graph = JSON.stringify(JSON.stringify(expression));
    const name = kind === 'view' ? 'style' : kind === 'image' ? 'image' : 'features';
    return [
      'import ee',
      `ee.Initialize(None, url='${location.origin}', project='${project.peek()}')`,
      `${name} = ee.deserializer.fromCloudApiJSON(${graph})`,
      ...(kind === 'view'
        ? [`key = ee.data.getFeatureViewTilesKey({'assetId': ${JSON.stringify(asset)}, 'visParams': style})`]
        : []),
    ].join('\n');
  },
};
