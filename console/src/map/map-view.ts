import { effect } from '@preact/signals';
import { AttributionControl, Map as MapLibre, NavigationControl, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { baseStyle } from './basemap.ts';
import { attachDrawing, showDrawings } from './drawing.ts';
import { inspect, inspected } from './inspector.ts';
import { failLayer, type Layer, layers } from './layers.ts';
import { type Destination, destination, view } from './view.ts';

setWorkerUrl(workerUrl);

const MAX_ZOOM = 22;
const dark = matchMedia('(prefers-color-scheme: dark)');

/** The map in an element of the page. It follows `layers` and `destination`, and tells where it looks. */
export async function showMap(container: HTMLElement): Promise<() => void> {
  const { longitude, latitude, zoom } = view.peek();
  const map = new MapLibre({
    container,
    style: await baseStyle(dark.matches),
    center: [longitude, latitude],
    zoom,
    maxZoom: MAX_ZOOM,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-left');
  map.addControl(new ScaleControl({ maxWidth: 120 }), 'bottom-left');
  map.addControl(new AttributionControl({ compact: false }), 'bottom-right');
  map.on('error', ({ error, ...event }) => {
    const { sourceId } = event as { sourceId?: string };
    if (sourceId?.startsWith('layer-')) failLayer(sourceId, error.message);
  });
  map.on('moveend', () => tellView(map));
  map.on('click', ({ lngLat }) => {
    if (container.dataset['drawing'] === undefined) void inspect([lngLat.wrap().lng, lngLat.lat]);
  });
  // For those who wait for a complete picture: tests, and screen readers by the busy state.
  map.on('dataloading', () => container.setAttribute('aria-busy', 'true'));
  map.on('idle', () => container.setAttribute('aria-busy', 'false'));
  const stopDrawing = attachDrawing(map, container);
  const ends: (() => void)[] = [stopDrawing];
  let settled = false;
  const begin = () => {
    if (settled) return;
    settled = true;
    tellView(map);
    ends.push(effect(() => showLayers(map, layers.value)));
    ends.push(effect(() => showDrawings(map)));
    ends.push(effect(() => showMarker(map, inspected.value?.place)));
    ends.push(effect(() => goTo(map, destination.value)));
  };
  map.once('load', begin);
  const recolour = async () => {
    map.setStyle(await baseStyle(dark.matches), { diff: false });
    map.once('style.load', () => {
      showLayers(map, layers.peek());
      showDrawings(map);
    });
  };
  dark.addEventListener('change', recolour);
  const watch = new ResizeObserver(() => map.resize());
  watch.observe(container);
  return () => {
    for (const end of ends) end();
    dark.removeEventListener('change', recolour);
    watch.disconnect();
    map.remove();
  };
}

function tellView(map: MapLibre): void {
  const { lng: longitude, lat: latitude } = map.getCenter().wrap();
  const box = map.getBounds();
  view.value = {
    longitude,
    latitude,
    zoom: map.getZoom(),
    bounds: [
      Math.max(-180, box.getWest()),
      Math.max(-85, box.getSouth()),
      Math.min(180, box.getEast()),
      Math.min(85, box.getNorth()),
    ],
  };
}

function goTo(map: MapLibre, to: Destination | undefined): void {
  if (!to) return;
  if (to.kind === 'place') {
    map.jumpTo({ center: [to.longitude, to.latitude], ...(to.zoom === undefined ? {} : { zoom: to.zoom }) });
    return;
  }
  const [west, south, east, north] = to.bounds;
  map.fitBounds([[west, south], [east, north]], { padding: 32, maxZoom: 17, animate: false }); // biome-ignore format: two corners
}

/** The layers of the map below which the user's are. */
const ABOVE = ['drawings-fill'];

function showLayers(map: MapLibre, wanted: readonly Layer[]): void {
  const there = wanted.filter((layer) => layer.tiles);
  for (const id of Object.keys(map.getStyle().sources)) {
    if (!id.startsWith('layer-')) continue;
    const layer = there.find((one) => one.id === id);
    const source = map.getSource(id) as { tiles?: string[] } | undefined;
    if (layer && source?.tiles?.[0] === layer.tiles) continue;
    map.removeLayer(id);
    map.removeSource(id);
  }
  const above = ABOVE.find((id) => map.getLayer(id));
  for (const { id, tiles, shown, opacity } of there) {
    if (!map.getSource(id)) map.addSource(id, { type: 'raster', tiles: [tiles ?? ''], tileSize: 256 });
    if (!map.getLayer(id))
      map.addLayer(
        { id, type: 'raster', source: id, paint: { 'raster-fade-duration': 0, 'raster-resampling': 'nearest' } },
        above,
      );
    else map.moveLayer(id, above);
    map.setPaintProperty(id, 'raster-opacity', opacity);
    map.setLayoutProperty(id, 'visibility', shown ? 'visible' : 'none');
  }
}

function showMarker(map: MapLibre, place: readonly [number, number] | undefined): void {
  const data = {
    type: 'FeatureCollection' as const,
    features: place
      ? [{ type: 'Feature' as const, properties: {}, geometry: { type: 'Point' as const, coordinates: [...place] } }]
      : [],
  };
  const source = map.getSource('inspected') as { setData(data: object): void } | undefined;
  if (source) source.setData(data);
  else {
    map.addSource('inspected', { type: 'geojson', data });
    map.addLayer({
      id: 'inspected',
      type: 'circle',
      source: 'inspected',
      paint: {
        'circle-radius': 5,
        'circle-color': 'rgba(0,0,0,0)',
        'circle-stroke-color': '#f59e0b',
        'circle-stroke-width': 2,
      },
    });
  }
}
