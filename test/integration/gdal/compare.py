"""Compares files that Terrane wrote with what GDAL makes of the samples. Prints one JSON object."""

import json
import math
import subprocess
import sys

import numpy as np
from osgeo import gdal, osr

gdal.UseExceptions()


def describe(path):
    """What gdalinfo says of a file."""
    file = gdal.Open(path)
    band = file.GetRasterBand(1)
    crs = osr.SpatialReference(wkt=file.GetProjection())
    nodata = band.GetNoDataValue()
    return {
        "size": [file.RasterXSize, file.RasterYSize],
        "crs": f"{crs.GetAuthorityName(None)}:{crs.GetAuthorityCode(None)}",
        "transform": list(file.GetGeoTransform()),
        "bands": [file.GetRasterBand(i + 1).GetDescription() for i in range(file.RasterCount)],
        "type": gdal.GetDataTypeName(band.DataType),
        "nodata": None if nodata is None else str(nodata),
        "overviews": band.GetOverviewCount(),
        "block": band.GetBlockSize(),
    }


def ndvi(scene, exported):
    """NDVI in Float64 rounded to Float32, against an exported file."""
    source = gdal.Open(scene)
    nir, red = (source.GetRasterBand(b).ReadAsArray().astype(np.float64) for b in (4, 3))
    expected = ((nir - red) / (nir + red)).astype(np.float32)
    actual = gdal.Open(exported).ReadAsArray()
    return {"equal": float((expected.view(np.int32) == actual.view(np.int32)).mean()), **describe(exported)}


def warp(scene, exported):
    """A nearest neighbour warp of a scene to the very grid of an exported file."""
    target = gdal.Open(exported)
    a, b, _, d, _, f = target.GetGeoTransform()
    bounds = [a, d + f * target.RasterYSize, a + b * target.RasterXSize, d]
    size = [target.RasterXSize, target.RasterYSize]
    expected = warped(scene, target.GetProjection(), bounds, size)
    actual = target.ReadAsArray()
    valid = expected[-1] > 0
    return {"equal": float((expected[:-1] == actual)[:, valid].mean()), "valid": float(valid.mean()), **describe(exported)}


def warped(scene, crs, bounds, size):
    """Bands and alpha of a scene on a grid, without approximation."""
    options = gdal.WarpOptions(
        format="MEM", dstSRS=crs, outputBounds=bounds, width=size[0], height=size[1],
        resampleAlg="near", errorThreshold=0, dstAlpha=True, overviewLevel="AUTO",
    )
    return gdal.Warp("", scene, options=options).ReadAsArray()


def resample(scene, exported, algorithm):
    """An interpolated warp of a scene to the grid of an exported file, where both have pixels and the edges are not near."""
    target = gdal.Open(exported)
    a, b, _, d, _, f = target.GetGeoTransform()
    bounds = [a, d + f * target.RasterYSize, a + b * target.RasterXSize, d]
    options = gdal.WarpOptions(
        format="MEM", dstSRS=target.GetProjection(), outputBounds=bounds, width=target.RasterXSize,
        height=target.RasterYSize, resampleAlg=algorithm, errorThreshold=0, outputType=gdal.GDT_Float64,
        dstNodata=float("nan"), overviewLevel="NONE",
    )
    expected = gdal.Warp("", scene, options=options).ReadAsArray()
    actual = target.GetRasterBand(1).ReadAsArray().astype(np.float64)
    both = np.isfinite(expected) & np.isfinite(actual)
    inner = both.copy()
    for shift in range(1, 8):
        for axis in (0, 1):
            inner &= np.roll(both, shift, axis) & np.roll(both, -shift, axis)
    off = np.abs(expected - actual)[inner]
    return {"inner": float(inner.mean()), "close": float((off < 0.5).mean()), "mean": float(off.mean()), **describe(exported)}


def tile(scene, png, zoom, x, y, low, high):
    """A map tile of bands 4, 3, 2 stretched from low to high."""
    half = math.pi * 6378137
    side = 2 * half / 2**zoom
    bounds = [x * side - half, half - (y + 1) * side, (x + 1) * side - half, half - y * side]
    bands = warped(scene, "EPSG:3857", bounds, [256, 256])
    valid = bands[-1] > 0
    expected = np.clip(np.trunc((bands[[3, 2, 1]].astype(float) - low) * 255 / (high - low)), 0, 255)
    picture = rgba(png)
    shown = picture[3] > 0
    equal = np.where(valid & shown, (picture[:3] == expected).all(0), valid == shown)
    return {"equal": float(equal.mean()), "valid": float(valid.mean())}


def rgba(png):
    """The channels of a PNG, whatever its colour type."""
    file = gdal.Open(png)
    data = np.atleast_3d(file.ReadAsArray().transpose(1, 2, 0) if file.RasterCount > 1 else file.ReadAsArray())
    table = file.GetRasterBand(1).GetColorTable()
    if table:
        data = np.array([table.GetColorEntry(i) for i in range(table.GetCount())])[data[..., 0]]
    if data.shape[2] in (1, 2):
        data = np.concatenate([np.repeat(data[..., :1], 3, axis=2), data[..., 1:]], axis=2)
    if data.shape[2] == 3:
        data = np.concatenate([data, np.full(data.shape[:2] + (1,), 255)], axis=2)
    return data.transpose(2, 0, 1)


def valid_cog(path):
    """The verdict of GDAL's own validator."""
    run = subprocess.run(
        [sys.executable, "-m", "osgeo_utils.samples.validate_cloud_optimized_geotiff", path], capture_output=True, text=True
    )
    return {"valid": run.returncode == 0, "text": run.stdout + run.stderr}


command, *arguments = sys.argv[1:]
numbers = [int(a) if a.lstrip("-").isdigit() else a for a in arguments]
functions = {"describe": describe, "ndvi": ndvi, "warp": warp, "resample": resample, "tile": tile, "valid_cog": valid_cog}
print(json.dumps(functions[command](*numbers)))
