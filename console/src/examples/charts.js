// Charts: how pixels are spread, a table, and an array.
var scene = ee.Image('projects/terrane-demo/assets/landsat7-olinda');

print(ui.Chart.image.histogram(scene.select(['B3', 'B4']), scene.geometry(), 60)
    .setOptions({title: 'Red and near infrared', hAxis: {title: 'Digital number'}, vAxis: {title: 'Pixels'}}));

var grid = ee.FeatureCollection([0, 1, 2, 3, 4].map(function(i) {
  var place = ee.Geometry.Point([-34.9 + 0.015 * i, -8.0]);
  var value = scene.reduceRegion(ee.Reducer.mean(), place.buffer(600), 60);
  return ee.Feature(place.buffer(600), value).set('place', 'P' + (i + 1));
}));
Map.centerObject(grid);
Map.addLayer(scene, {bands: ['B3', 'B2', 'B1'], min: 40, max: 150}, 'Natural colour');
Map.addLayer(grid, {color: '#f59e0b'}, 'Places');
print(ui.Chart.feature.byFeature(grid, 'place', ['B2', 'B3', 'B4']).setOptions({title: 'Means of five places'}));

var x = ee.List.sequence(0, 6.28, 0.1);
var waves = ee.Array(x.map(function(v) { return [ee.Number(v).sin(), ee.Number(v).cos()]; }));
print(ui.Chart.array.values(waves, 0).setSeriesNames(['sin', 'cos']).setOptions({title: 'Waves'}));
