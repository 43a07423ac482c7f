"""The peers of the service's bench: rasterio, GDAL's tools and NumPy. A job a line on standard input, as JSON; the answers say what each took.

{"job": "ndvi", ...} -> {"seconds": [...], "cpu": seconds of processors}
"""
import json
import math
import os
import subprocess
import sys
import time
import warnings

import numpy as np
import rasterio
from rasterio.enums import Resampling
from rasterio.features import geometry_mask
from rasterio.io import MemoryFile
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window, from_bounds

np.seterr(all="ignore")
# PNGs lie nowhere.
warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
EDGE = math.pi * 6378137


def ndvi(red, near):
    red, near = red.astype(np.float32), near.astype(np.float32)
    return (near - red) / (near + red)


def windowed(scene, out, bands):
    """NDVI window by window, as rasterio's documentation teaches it."""
    with rasterio.open(scene) as source:
        options = dict(driver="GTiff", dtype="float32", count=1, compress="deflate", tiled=True, blockxsize=256, blockysize=256)
        profile = dict(width=source.width, height=source.height, crs=source.crs, transform=source.transform)
        with rasterio.open(out, "w", **profile, **options) as target:
            for _, window in source.block_windows(1):
                red, near = source.read(bands, window=window)
                target.write(ndvi(red, near), 1, window=window)


def command(arguments):
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def palette(stops):
    """256 colours between some, as RRGGBB."""
    colors = np.array([[int(stop[i : i + 2], 16) for i in (0, 2, 4)] for stop in stops])
    places = np.linspace(0, len(stops) - 1, 256)
    return np.stack([np.interp(places, range(len(stops)), colors[:, i]) for i in range(3)], axis=1).astype(np.uint8)


def tile(source, place, bands, low, high, colors, kind):
    """A map tile of NDVI as PNG: of four bands, or indexed."""
    zoom, x, y = place
    side = 2 * EDGE / 2**zoom
    west, north = x * side - EDGE, EDGE - y * side
    bounds = (west, north - side, west + side, north)
    transform = rasterio.transform.from_bounds(*bounds, 256, 256)
    with WarpedVRT(source, crs="EPSG:3857", transform=transform, width=256, height=256, resampling=Resampling.nearest, add_alpha=True) as vrt:
        red, near, alpha = vrt.read([*bands, vrt.count])
    index = np.clip((ndvi(red, near) - low) / (high - low) * 255, 0, 255)
    index = np.nan_to_num(index).astype(np.uint8)
    with MemoryFile() as memory:
        if kind == "rgba":
            with memory.open(driver="PNG", width=256, height=256, count=4, dtype="uint8") as png:
                png.write(np.concatenate([np.moveaxis(colors[index], 2, 0), alpha.astype(np.uint8)[None]]))
        else:
            index[alpha == 0] = 0
            with memory.open(driver="PNG", width=256, height=256, count=1, dtype="uint8", nodata=0) as png:
                png.write(np.maximum(index, alpha.astype(bool)), 1)
                png.write_colormap(1, {i: tuple(int(part) for part in color) for i, color in enumerate(colors)})
        return len(memory.read())


def tiles(scene, places, bands, low, high, stops, kind):
    """The times of some tiles, of a file that has just been opened, and of the same ones again."""
    colors = palette(stops)
    with rasterio.open(scene) as source:
        return [[timed(lambda: tile(source, place, bands, low, high, colors, kind))[0] for place in places] for _ in range(2)]


def means(source, polygons, bands):
    """The mean NDVI of the pixels whose centres are in each polygon."""
    result = []
    for polygon in polygons:
        xs, ys = zip(*polygon["coordinates"][0])
        window = from_bounds(min(xs), min(ys), max(xs), max(ys), source.transform).round_offsets().round_lengths(op="ceil")
        window = window.intersection(Window(0, 0, source.width, source.height))
        red, near = source.read(bands, window=window)
        outside = geometry_mask([polygon], red.shape, source.window_transform(window))
        result.append(float(ndvi(red, near)[~outside].mean()))
    return result


def zonal(scene, polygons, bands):
    with rasterio.open(scene) as source:
        return [timed(lambda: means(source, polygons, bands))[0] for _ in range(2)]


def median(files):
    """The median of all images where they are not 0."""
    stack = []
    for file in files:
        with rasterio.open(file) as source:
            stack.append(source.read(1))
    stack = np.array(stack, dtype=np.float32)
    stack[stack == 0] = np.nan
    np.nanmedian(stack, axis=0)


def timed(work):
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


JOBS = {
    "command": command,
    "windowed": windowed,
    "tiles": tiles,
    "zonal": zonal,
    "median": median,
}

for line in sys.stdin:
    request = json.loads(line)
    before = time.process_time(), sum(os.times()[2:4])
    try:
        seconds, result = timed(lambda: JOBS[request["job"]](*request["arguments"]))
        cpu = time.process_time() - before[0] + sum(os.times()[2:4]) - before[1]
        answer = {"seconds": seconds, "cpu": cpu, "result": result}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
