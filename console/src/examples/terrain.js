// Elevation, hillshade and slope from the public catalogue's SRTM.
var elevation = ee.Image('CGIAR/SRTM90_V4').select('elevation');
var area = ee.Geometry.Rectangle([-35.05, -8.15, -34.8, -7.9]);

Map.setCenter(-34.92, -8.0, 12);
Map.addLayer(ee.Terrain.hillshade(elevation), {min: 0, max: 255}, 'Hillshade');
Map.addLayer(elevation, {
  min: 0, max: 90, opacity: 0.6,
  palette: ['#1a6b54', '#a6c96a', '#f4e3a1', '#c98d4b', '#7d4a2b']
}, 'Elevation');

print('Highest point', elevation.reduceRegion(ee.Reducer.max(), area, 90));
print('Slope, degrees', ee.Terrain.slope(elevation).reduceRegion(ee.Reducer.percentile([50, 90, 99]), area, 90));
