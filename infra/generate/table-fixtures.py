"""Writes places.zip in functions/shared/table/geopackage/fixtures, a GeoPackage as GDAL writes it, in an archive; and places.fgb in
functions/shared/table/flatgeobuf/fixtures, the same features as FlatGeobuf."""
import os
import tempfile
import zipfile

from osgeo import gdal, ogr, osr

gdal.UseExceptions()
TABLES = os.path.join(os.path.dirname(__file__), "../../functions/shared/table")
TARGET = os.path.join(TABLES, "geopackage/fixtures/places.zip")
FLAT = os.path.join(TABLES, "flatgeobuf/fixtures/places.fgb")

folder = tempfile.mkdtemp()
path = os.path.join(folder, "places.gpkg")
dataset = ogr.GetDriverByName("GPKG").CreateDataSource(path)
utm = osr.SpatialReference()
utm.ImportFromEPSG(32633)
layer = dataset.CreateLayer("places", utm, ogr.wkbUnknown)
for name, kind, subtype in [
    ("name", ogr.OFTString, ogr.OFSTNone),
    ("count", ogr.OFTInteger, ogr.OFSTNone),
    ("small", ogr.OFTInteger, ogr.OFSTInt16),
    ("big", ogr.OFTInteger64, ogr.OFSTNone),
    ("share", ogr.OFTReal, ogr.OFSTNone),
    ("open", ogr.OFTInteger, ogr.OFSTBoolean),
    ("day", ogr.OFTDate, ogr.OFSTNone),
    ("time", ogr.OFTDateTime, ogr.OFSTNone),
    ("bytes", ogr.OFTBinary, ogr.OFSTNone),
]:
    field = ogr.FieldDefn(name, kind)
    field.SetSubType(subtype)
    layer.CreateField(field)
ROWS = [
    ("POINT (500000 5427939.75)", {"name": "Köln", "count": 5, "small": -3, "big": 12345678901, "share": 0.25, "open": 1, "day": "2020/01/02", "time": "2020/01/02 03:04:05+00"}),
    ("MULTIPOLYGON Z (((500000 5400000 1, 501000 5400000 1, 501000 5401000 1, 500000 5400000 1)))", {"count": -7, "big": 1, "share": 1.0, "open": 0}),
    ("GEOMETRYCOLLECTION (POINT (500000 5400000), LINESTRING M (500000 5400000 1, 500000 5500000 2))", {"name": "both"}),
    (None, {"name": "nowhere"}),
]
for wkt, values in ROWS:
    feature = ogr.Feature(layer.GetLayerDefn())
    for name, value in values.items():
        feature.SetField(name, value)
    if wkt:
        feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
    layer.CreateFeature(feature)
layer = dataset = None
with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.write(path, "places.gpkg")
os.makedirs(os.path.dirname(FLAT), exist_ok=True)
gdal.VectorTranslate(FLAT, path, format="FlatGeobuf")
print(os.path.getsize(TARGET), os.path.getsize(FLAT), "bytes")
