// Vegetation of Olinda, Brazil: the normalized difference of near infrared and red.
// Press Run (Ctrl+Enter), then click the map to read pixels.
var scene = ee.Image('projects/terrane-demo/assets/landsat7-olinda');
var ndvi = scene.normalizedDifference(['B4', 'B3']).rename('NDVI');

Map.centerObject(scene);
Map.addLayer(scene, {bands: ['B4', 'B3', 'B2'], min: 20, max: 120}, 'False colour');
Map.addLayer(ndvi, {min: -0.3, max: 0.5, palette: ['#8c510a', '#f6e8c3', '#5ab45a', '#00441b']}, 'NDVI');

print('The scene', scene);
print('Mean NDVI', ndvi.reduceRegion({
  reducer: ee.Reducer.mean(),
  geometry: scene.geometry(),
  scale: 60
}));
