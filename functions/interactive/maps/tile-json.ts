import { type MapService, ZOOMS } from './map-service.ts';

/** TileJSON 3.0.0 of a map (https://github.com/mapbox/tilejson-spec), for MapLibre, Leaflet, OpenLayers and others. */
export function tileJson({ url, bounds, extension }: MapService): object {
  return {
    tilejson: '3.0.0',
    name: 'Terrane',
    scheme: 'xyz',
    tiles: [`${url}/tiles/{z}/{x}/{y}.${extension}`],
    minzoom: ZOOMS.first,
    maxzoom: ZOOMS.last,
    bounds,
    center: [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2, zoomOf(bounds)],
  };
}

/** The zoom level at which an extent is on about two tiles a side. */
function zoomOf([west, , east]: MapService['bounds']): number {
  return Math.max(ZOOMS.first, Math.min(ZOOMS.last, Math.floor(Math.log2(720 / Math.max(1e-6, east - west)))));
}
