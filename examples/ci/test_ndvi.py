"""The same test in Python: `terrane exec -- pytest examples/ci`."""


def test_a_forest_is_green(ee):
    scene = ee.Image("projects/terrane-demo/assets/landsat7-olinda")
    ndvi = scene.normalizedDifference(["B4", "B3"])
    forest = ee.Geometry.Point(-34.905, -7.965).buffer(500)
    green = ndvi.gt(0.2).reduceRegion(ee.Reducer.mean(), forest, 30).getNumber("nd")
    assert green.getInfo() > 0.5


def test_band_math_is_exact(ee):
    five = ee.Image.constant(2).add(3).reduceRegion(ee.Reducer.first(), ee.Geometry.Point(0, 0), 1000)
    assert five.getInfo() == {"constant": 5}
