"""What PROJ says of EPSG codes, for infra/generate/epsg.ts. Reads codes (JSON list) from stdin, writes one JSON object a line:
name, kind, base geographic code, datum name, proj4 candidates, and points of the area of use as lon/lat WGS84 and in the CRS."""
import json
import sys

from osgeo import osr

osr.UseExceptions()
STEPS = (0.1, 0.3, 0.5, 0.72, 0.9)


def crs(code):
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(code)
    srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return srs


def area_points(srs):
    area = srs.GetAreaOfUse()
    west, south, east, north = area.west_lon_degree, area.south_lat_degree, area.east_lon_degree, area.north_lat_degree
    if east < west:
        east += 360
    wrap = lambda lon: lon - 360 if lon > 180 else lon
    return [[wrap(west + (east - west) * i), south + (north - south) * j] for j in STEPS for i in STEPS]


def candidates(srs):
    plain = srs.ExportToProj4()
    guessed = srs.Clone()
    try:
        guessed.AddGuessedTOWGS84()
        return [plain, guessed.ExportToProj4()]
    except RuntimeError:
        return [plain]


wgs84 = crs(4326)
for code in json.load(sys.stdin):
    try:
        srs = crs(code)
        if not (srs.IsProjected() or srs.IsGeographic()) or srs.IsCompound():
            continue
        points = area_points(srs)
        there = osr.CoordinateTransformation(wgs84, srs).TransformPoints(points)
        base = srs.CloneGeogCS().GetAuthorityCode(None)
        print(json.dumps({
            "code": code,
            "name": srs.GetName(),
            "kind": "projected" if srs.IsProjected() else "geographic",
            "base": int(base) if base else None,
            "datum": srs.GetAttrValue("DATUM"),
            "metersPerUnit": srs.GetLinearUnits() if srs.IsProjected() else 1,
            "candidates": candidates(srs),
            "geographic": points,
            "projected": [[p[0], p[1]] for p in there],
        }))
    except (RuntimeError, AttributeError) as error:
        print(code, error, file=sys.stderr)
