import type { FromScript, Run, ScriptLayer } from '../../../scripting/messages.ts';
import { ee, expressionOf, isComputed, named } from './client.ts';
import { FeatureViewLayer } from './feature-view-layer.ts';
import { withMissing } from './missing.ts';
import { type LayerParameters, readVisualization } from './visualization.ts';

/** The `Map` of scripts. */
export function scriptMap(tell: (message: FromScript) => void, { view }: Run): object {
  let { longitude, latitude, zoom } = view;
  let count = 0;
  const map = {
    addLayer(...given: unknown[]) {
      const { eeObject, visParams, name, shown, opacity } = named(
        ['eeObject', 'visParams', 'name', 'shown', 'opacity'],
        given,
      );
      count += 1;
      const layer: ScriptLayer = {
        ...shape(eeObject),
        visualization: readVisualization((visParams ?? {}) as LayerParameters),
        name: String(name ?? `Layer ${count}`),
        shown: shown !== false,
        opacity:
          typeof opacity === 'number' ? opacity : Number((visParams as LayerParameters | undefined)?.['opacity'] ?? 1),
      };
      tell({ kind: 'layer', layer });
    },
    add(layer: unknown) {
      if (!(layer instanceof FeatureViewLayer)) throw new Error('Map.add: a ui.Map.FeatureViewLayer is expected.');
      count += 1;
      tell({ kind: 'layer', layer: layer.layer(`Layer ${count}`) });
    },
    setCenter(...given: unknown[]) {
      const { lon, lat, zoom: to } = named(['lon', 'lat', 'zoom'], given);
      [longitude, latitude, zoom] = [Number(lon), Number(lat), to === undefined ? zoom : Number(to)];
      tell({ kind: 'center', longitude, latitude, zoom: to === undefined ? undefined : zoom });
    },
    centerObject(...given: unknown[]) {
      const { object, zoom: to } = named(['object', 'zoom', 'onComplete'], given);
      if (!isComputed(object))
        throw new Error('Map.centerObject: an Image, a Geometry, a Feature or a collection is expected.');
      tell({ kind: 'center-object', expression: boundsOf(object), zoom: to === undefined ? undefined : Number(to) });
    },
    setZoom(to: number) {
      zoom = to;
      tell({ kind: 'center', longitude, latitude, zoom });
    },
    getCenter: () => ee.Geometry.Point([longitude, latitude]),
    getZoom: () => zoom,
    getScale: () => (156_543.033_928 * Math.cos((latitude * Math.PI) / 180)) / 2 ** zoom,
    getBounds(asGeoJson?: boolean) {
      const box = ee.Geometry.Rectangle([...view.bounds], null, false);
      return asGeoJson ? JSON.parse(box.toGeoJSONString()) : [...view.bounds];
    },
    /** The base map is the console's own. */
    setOptions() {},
    setControlVisibility() {},
    clear: () => tell({ kind: 'clear-layers' }),
  };
  return withMissing(
    'Map',
    map,
    'Layers are added by Map.addLayer, feature views by Map.add; clicks are for the inspector.',
  );
}

/** What is shown, as an image or as features. */
function shape(object: unknown): Pick<ScriptLayer, 'kind' | 'expression'> {
  if (object instanceof ee.Image) return { kind: 'image', expression: expressionOf(object) };
  if (object instanceof ee.ImageCollection) {
    return { kind: 'image', expression: expressionOf((object as { mosaic(): unknown }).mosaic()) };
  }
  if (object instanceof ee.FeatureCollection) return { kind: 'features', expression: expressionOf(object) };
  if (object instanceof ee.Feature)
    return { kind: 'features', expression: expressionOf(ee.FeatureCollection([object])) };
  if (object instanceof ee.Geometry) {
    return { kind: 'features', expression: expressionOf(ee.FeatureCollection([ee.Feature(object)])) };
  }
  if (isComputed(object)) return { kind: 'image', expression: expressionOf(ee.Image(object)) };
  throw new Error(
    'Map.addLayer: an Image, an ImageCollection, a Feature, a FeatureCollection or a Geometry is expected.',
  );
}

function boundsOf(object: unknown) {
  const geometry =
    object instanceof ee.Geometry ? object : (object as { geometry(): { bounds(): unknown } }).geometry();
  return expressionOf((geometry as { bounds(maxError: number): unknown }).bounds(1));
}
