// An export: run the script, then open Tasks, and start it.
// The result can be downloaded there when it is done.
var scene = ee.Image('projects/terrane-demo/assets/landsat7-olinda');
var ndvi = scene.normalizedDifference(['B4', 'B3']).rename('NDVI').float();

Map.centerObject(scene);
Map.addLayer(ndvi, {min: -0.3, max: 0.5, palette: ['#8c510a', '#f6e8c3', '#00441b']}, 'NDVI');

Export.image.toCloudStorage({
  image: ndvi,
  description: 'ndvi-olinda',
  bucket: 'terrane-demo',
  fileNamePrefix: 'results/ndvi-olinda',
  region: scene.geometry(),
  scale: 30,
  formatOptions: {cloudOptimized: true}
});

Export.image.toAsset({
  image: ndvi,
  description: 'ndvi-to-asset',
  assetId: 'projects/terrane-demo/assets/ndvi-olinda',
  scale: 30
});
