"""What PROJ says of coordinate reference systems, for infra/generate/epsg.ts. Reads codes ("EPSG:31467", JSON list) from stdin, writes one JSON
object a line: name, kind, base, datum, PROJ string, and points of the area of use in degrees of WGS 84, of the base, and in the CRS.
It asks libproj as cs2cs does. PROJ_DATA must name a folder with proj.db alone: then no datum grid is used."""
import ctypes
import json
import re
import sys

STEPS = (0.1, 0.3, 0.5, 0.72, 0.9)
FORWARD, INVERSE = 1, -1
PROJ_4 = 1
WKT1_GDAL = 4
GEOGRAPHIC_2D, PROJECTED = 12, 15

lib = ctypes.CDLL("libproj.so.25")


class Coordinate(ctypes.Structure):
    _fields_ = [("v", ctypes.c_double * 4)]


def declare(name, result, *arguments):
    function = getattr(lib, name)
    function.restype = result
    function.argtypes = arguments
    return function


pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_double
by_reference = ctypes.POINTER(number)
create = declare("proj_create", pointer, pointer, text)
destroy = declare("proj_destroy", pointer, pointer)
name_of = declare("proj_get_name", text, pointer)
type_of = declare("proj_get_type", ctypes.c_int, pointer)
is_deprecated = declare("proj_is_deprecated", ctypes.c_int, pointer)
id_authority = declare("proj_get_id_auth_name", text, pointer, ctypes.c_int)
id_code = declare("proj_get_id_code", text, pointer, ctypes.c_int)
area_of = declare("proj_get_area_of_use", ctypes.c_int, pointer, pointer, *[by_reference] * 4, ctypes.POINTER(text))
as_proj = declare("proj_as_proj_string", text, pointer, pointer, ctypes.c_int, pointer)
as_wkt = declare("proj_as_wkt", text, pointer, pointer, ctypes.c_int, pointer)
geodetic = declare("proj_crs_get_geodetic_crs", pointer, pointer, pointer)
between = declare("proj_create_crs_to_crs_from_pj", pointer, pointer, pointer, pointer, pointer, pointer)
normalized = declare("proj_normalize_for_visualization", pointer, pointer, pointer)
translate = declare("proj_trans", Coordinate, pointer, ctypes.c_int, Coordinate)
log_level = declare("proj_log_level", ctypes.c_int, pointer, ctypes.c_int)

context = declare("proj_context_create", pointer)()
log_level(context, 0)
wgs84 = create(context, b"EPSG:4326")


def transformer(source, target):
    operation = between(context, source, target, None, None)
    return operation and normalized(context, operation)


def transformed(operation, points, direction):
    results = []
    for x, y in points:
        found = translate(operation, direction, Coordinate((x, y, 0, float("inf")))).v
        results.append([v if abs(v) < 1e30 else None for v in (found[0], found[1])])
    return results


def area_points(crs):
    west, south, east, north = (number() for _ in range(4))
    if not area_of(context, crs, *(ctypes.byref(value) for value in (west, south, east, north)), None):
        return None
    west, south, east, north = west.value, south.value, east.value, north.value
    if west < -900:
        return None
    if east < west:
        east += 360
    wrap = lambda lon: lon - 360 if lon > 180 else lon
    return [[wrap(west + (east - west) * i), south + (north - south) * j] for j in STEPS for i in STEPS]


def identifier(crs):
    authority, code = id_authority(crs, 0), id_code(crs, 0)
    return f"{authority.decode()}:{code.decode()}" if authority and code else None


def decoded(value):
    return value.decode() if value else None


def describe(code):
    crs = create(context, code.encode())
    if not crs or type_of(crs) not in (GEOGRAPHIC_2D, PROJECTED):
        return None
    projected = type_of(crs) == PROJECTED
    points = area_points(crs) or [[-80.0 + 40 * i, -60.0 + 30 * j] for j in range(5) for i in range(5)]
    shifting = transformer(wgs84, crs)
    base = geodetic(context, crs)
    conversion = transformer(base, crs)
    if not shifting or not conversion:
        return None
    there = transformed(shifting, points, FORWARD)
    based = [
        transformed(conversion, [point], INVERSE)[0] if None not in point else [None, None] for point in there
    ] if projected else there
    wkt = decoded(as_wkt(context, crs, WKT1_GDAL, None)) or decoded(as_wkt(context, crs, 0, None)) or ""
    datum = re.search(r'(?:DATUM|ENSEMBLE)\["([^"]*)"', wkt)
    units = [float(factor) for factor in re.findall(r'UNIT\["[^"]*",([-0-9.e+]+)', wkt)]
    result = {
        "code": code,
        "name": decoded(name_of(crs)),
        "deprecated": bool(is_deprecated(crs)),
        "kind": "projected" if projected else "geographic",
        "base": identifier(base) if projected else None,
        "datum": datum and datum.group(1),
        "angularUnit": next((factor for factor in units if factor != 1), None),
        "unit": units[-1] if projected and units else 1,
        "proj": decoded(as_proj(context, crs, PROJ_4, None)),
        "geographic": points,
        "based": based,
        "projected": there,
    }
    for handle in (conversion, base, shifting, crs):
        destroy(handle)
    return result


for code in json.load(sys.stdin):
    described = describe(code)
    if described:
        print(json.dumps(described), flush=True)
    else:
        print(code, "is not described", file=sys.stderr)
