// Unsupervised classification: what looks alike gets one colour.
var scene = ee.Image('projects/terrane-demo/assets/landsat7-olinda');
var samples = scene.sample({region: scene.geometry(), scale: 60, numPixels: 800, seed: 7});
var clusterer = ee.Clusterer.wekaKMeans(5).train(samples, scene.bandNames());
var clusters = scene.cluster(clusterer).rename('cluster');

Map.centerObject(scene);
Map.addLayer(scene, {bands: ['B5', 'B4', 'B3'], min: 20, max: 140}, 'Scene');
Map.addLayer(clusters, {min: 0, max: 4, palette: ['#1d3557', '#457b9d', '#e9c46a', '#2a9d8f', '#e76f51']}, 'Clusters');
print('Pixels of each cluster', clusters.reduceRegion(ee.Reducer.frequencyHistogram(), scene.geometry(), 60));
