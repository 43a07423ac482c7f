// Statistics of zones: draw a polygon on the map first, and this script finds it as `geometry`.
var scene = ee.Image('projects/terrane-demo/assets/landsat7-olinda');
var zone = typeof geometry === 'undefined' ? ee.Geometry.Point([-34.9, -8.0]).buffer(2000) : geometry;

Map.centerObject(scene);
Map.addLayer(scene, {bands: ['B3', 'B2', 'B1'], min: 40, max: 150}, 'Natural colour');
Map.addLayer(zone, {color: '#f43f5e'}, 'Zone');

var reducers = ee.Reducer.mean().combine(ee.Reducer.stdDev(), '', true).combine(ee.Reducer.minMax(), '', true);
print('Area, hectares', zone.area(1).divide(10000));
print('Statistics', scene.reduceRegion({reducer: reducers, geometry: zone, scale: 30}));
