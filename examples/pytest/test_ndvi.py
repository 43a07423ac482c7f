"""The test of examples/ci in Python: `terrane exec -- pytest examples/pytest`, or `pytest examples/pytest`."""
import json
import urllib.request


def test_a_forest_is_green(ee):
    scene = ee.Image("projects/terrane-demo/assets/landsat7-olinda")
    ndvi = scene.normalizedDifference(["B4", "B3"])
    forest = ee.Geometry.Point(-34.905, -7.965).buffer(500)
    green = ndvi.gt(0.2).reduceRegion(ee.Reducer.mean(), forest, 30).getNumber("nd")
    assert green.getInfo() > 0.5


def test_band_math_is_exact(ee):
    five = ee.Image.constant(2).add(3).reduceRegion(ee.Reducer.first(), ee.Geometry.Point(0, 0), 1000)
    assert five.getInfo() == {"constant": 5}


def test_the_samples_are_there(terrane):
    """Without the client: any that speaks HTTP will do."""
    with urllib.request.urlopen(f"{terrane.url}/v1/projects/{terrane.project}:listAssets") as reply:
        names = [asset["name"] for asset in json.load(reply)["assets"]]
    assert "projects/terrane-demo/assets/landsat7-olinda" in names
