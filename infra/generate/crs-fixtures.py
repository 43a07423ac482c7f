"""Writes functions/shared/raster/crs/fixtures: points.json, points in several systems as PROJ computes them (longitude first), and
wkt.json, the texts that GDAL writes of some codes."""
import json
import os

from osgeo import osr

osr.UseExceptions()
POINTS = {
    4326: [[-34.9, -8.05], [180, 0]],
    3857: [[-34.9, -8.05], [-179.99, 85], [10, -66]],
    3395: [[-34.9, -8.05], [10, 60]],
    32725: [[-34.9, -8.05], [-33, 0], [-20, -60], [-45, 30]],
    31985: [[-34.9, -8.05], [-30, 4]],
    32660: [[179.5, 10], [-179.5, 10]],
    5070: [[-96, 23], [-120, 45]],
    3035: [[10, 52], [-9, 37]],
    2154: [[3, 46.5], [-4, 48]],
    27700: [[-2, 54], [0, 51.5]],
    28992: [[5.4, 52.1], [6.5, 53]],
    3031: [[0, -75], [120, -66]],
    3413: [[-45, 70], [100, 80]],
    6933: [[-34.9, -8.05], [170, 70]],
    2263: [[-73.9, 40.7]],
    2056: [[7.44, 46.95], [9, 46.5]],
    "+proj=sinu +R=6371007.181": [[-34.9, -8.05], [170, 70]],
}
TEXTS = {
    "wgs84": 4326,
    "utm": 32725,
    "sirgas": 31985,
    "webMercator": 3857,
    "britain": 27700,
    "albers": 5070,
    "lambert": 2154,
    "polar": 3413,
    "laea": 3035,
    "feet": 2263,
    "germany": 31467,
    "spain": 23030,
    "austria": 31287,
    "belgium": 31370,
    "wyoming": 26713,
    "sweden": 3021,
    "paris": 27572,
    "grads": 4807,
    "switzerland": 2056,
    "krovak": 5514,
    "krovakSouthWest": 5513,
    "southAfrica": 2048,
    "malaysia": 3375,
    "michigan": 3078,
    "newZealand": 27200,
    "italy": 3003,
    "canada": 3979,
}


def crs(code):
    srs = osr.SpatialReference()
    if isinstance(code, int):
        srs.ImportFromEPSG(code)
    else:
        srs.ImportFromProj4(code)
    srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return srs


result = {}
for code, points in POINTS.items():
    transform = osr.CoordinateTransformation(crs(4326), crs(code))
    name = f"EPSG:{code}" if isinstance(code, int) else "SR-ORG:6974"
    result[name] = [[*point, *transform.TransformPoint(*point)[:2]] for point in points]


def write(name, value):
    folder = os.path.join(os.path.dirname(__file__), "../../functions/shared/raster/crs/fixtures")
    with open(os.path.join(folder, name), "w") as file:
        json.dump(value, file, indent=2, ensure_ascii=False)
        file.write("\n")


write("points.json", result)
FORMATS = ("WKT1_GDAL", "WKT1_ESRI", "WKT2_2019")
write("wkt.json", {
    name: {
        "code": code,
        **{form: crs(code).ExportToWkt(["FORMAT=" + form]) for form in FORMATS},
        "PROJJSON": json.dumps(json.loads(crs(code).ExportToPROJJSON())),
    }
    for name, code in TEXTS.items()
})
