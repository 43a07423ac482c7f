"""Writes functions/shared/raster/geotiff/fixtures: tiny TIFFs made by GDAL in the encodings that the reader knows, and expected.json with
what GDAL reads back from them (checksums of the samples as little-endian bytes, sizes, nodata)."""
import hashlib
import json
import os
import sys

import numpy as np
from osgeo import gdal

gdal.UseExceptions()
gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES")
FOLDER = os.path.join(os.path.dirname(__file__), "../../functions/shared/raster/geotiff/fixtures")
TYPES = {
    "uint8": gdal.GDT_Byte, "int8": gdal.GDT_Byte, "uint16": gdal.GDT_UInt16, "int16": gdal.GDT_Int16,
    "uint32": gdal.GDT_UInt32, "int32": gdal.GDT_Int32, "float32": gdal.GDT_Float32, "float64": gdal.GDT_Float64,
    "uint64": gdal.GDT_UInt64, "int64": gdal.GDT_Int64,
}


def samples(kind, bands, height, width, top):
    """A smooth slope with some noise, different in each band; integers within 0 to top."""
    random = np.random.default_rng(7)
    y, x = np.mgrid[0:height, 0:width]
    values = np.stack([(x * 3 + y * 2 + band * 17) / 200 * top + random.integers(0, 5, (height, width)) for band in range(bands)])
    if kind.startswith("float"):
        return (values - top / 2).astype(kind) / 7
    values = values % (top + 1)
    return (values - top // 2 if kind.startswith("int") else values).astype(kind)


def write(name, kind, bands=1, size=(41, 37), top=250, nodata=None, then=None, **options):
    width, height = size
    path = os.path.join(FOLDER, name + ".tif")
    data = samples(kind, bands, height, width, top)
    creation = [f"{key.upper()}={value}" for key, value in options.items()]
    if kind == "int8":
        creation.append("PIXELTYPE=SIGNEDBYTE")
    dataset = gdal.GetDriverByName("GTiff").Create(path, width, height, bands, TYPES[kind], creation)
    dataset.SetGeoTransform([300000, 30, 0, 9100000, 0, -30])
    for band in range(bands):
        if nodata is not None:
            dataset.GetRasterBand(band + 1).SetNoDataValue(nodata)
        dataset.GetRasterBand(band + 1).WriteArray(data[band].view("uint8") if kind == "int8" else data[band])
    if then:
        then(dataset)
    dataset = None
    return name


def mask(dataset):
    dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
    y, x = np.mgrid[0:dataset.RasterYSize, 0:dataset.RasterXSize]
    dataset.GetRasterBand(1).GetMaskBand().WriteArray((((x + y) % 5) > 0).astype("uint8") * 255)


def overviews(dataset):
    dataset.BuildOverviews("NEAREST", [2, 4])


def holes(dataset):
    dataset.GetRasterBand(1).WriteArray(np.full((4, 7), np.nan, "float32"), 3, 5)


def opaque(dataset):
    dataset.GetRasterBand(4).Fill(255)


def half_opaque(dataset):
    y, x = np.mgrid[0:dataset.RasterYSize, 0:dataset.RasterXSize]
    dataset.GetRasterBand(4).WriteArray((x > y).astype("uint8") * 255)


def digest(array):
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()[:16]


def describe(name):
    dataset = gdal.Open(os.path.join(FOLDER, name + ".tif"))
    signed = dataset.GetRasterBand(1).GetMetadataItem("PIXELTYPE", "IMAGE_STRUCTURE") == "SIGNEDBYTE"
    read = lambda band: band.ReadAsArray().view("int8") if signed else band.ReadAsArray()
    # 64-bit integers are held as float64 by the reader.
    held = lambda array: array.astype("float64") if array.dtype in ("int64", "uint64") else array
    bands = [dataset.GetRasterBand(i + 1) for i in range(dataset.RasterCount)]
    arrays = [held(read(band)) for band in bands]
    masked = bands[0].GetMaskFlags() == gdal.GMF_PER_DATASET
    return {
        "width": dataset.RasterXSize,
        "height": dataset.RasterYSize,
        "type": str(arrays[0].dtype),
        "nodata": bands[0].GetNoDataValue(),
        "bands": [digest(array) for array in arrays],
        "mask": digest((bands[0].GetMaskBand().ReadAsArray() > 0).astype("uint8")) if masked else None,
        "overviews": [
            [digest(held(read(band.GetOverview(i)))) for band in bands] for i in range(bands[0].GetOverviewCount())
        ],
    }


def with_config(key, value, make):
    gdal.SetConfigOption(key, value)
    try:
        return make()
    finally:
        gdal.SetConfigOption(key, None)


os.makedirs(FOLDER, exist_ok=True)
tiled = dict(tiled="YES", blockxsize=16, blockysize=16)
names = [
    write("lzw-predictor2-tiled", "uint16", bands=2, top=5000, size=(25, 37), compress="LZW", predictor=2, interleave="PIXEL", **tiled),
    write("lzw-strips", "uint8", size=(61, 53), compress="LZW"),
    write("big-endian-predictor2", "uint16", bands=2, top=60000, endianness="BIG", compress="DEFLATE", predictor=2, interleave="PIXEL"),
    write("big-endian-int32", "int32", top=100000, size=(23, 19), endianness="BIG"),
    write("big-endian-float64-predictor2", "float64", size=(15, 13), endianness="BIG", compress="DEFLATE", predictor=2),
    write("big-endian-float32-predictor3", "float32", size=(25, 21), endianness="BIG", compress="DEFLATE", predictor=3),
    write("bits12-three-bands", "uint16", bands=3, top=4095, size=(27, 21), nbits=12, interleave="PIXEL"),
    write("bits12-big-endian-deflate", "uint16", bands=3, top=4095, size=(27, 21), nbits=12, interleave="PIXEL", endianness="BIG", compress="DEFLATE"),
    write("bits10-separate", "uint16", bands=2, top=1023, size=(27, 21), nbits=10, interleave="BAND", compress="DEFLATE"),
    write("bits1", "uint8", top=1, nbits=1, compress="DEFLATE"),
    write("bits2", "uint8", bands=2, top=3, nbits=2, interleave="PIXEL"),
    write("bits4-tiled", "uint8", top=15, nbits=4, **tiled),
    write("bits17", "uint32", top=100000, size=(13, 17), nbits=17),
    write("float32-predictor3", "float32", bands=2, size=(25, 21), compress="DEFLATE", predictor=3, interleave="PIXEL", **tiled),
    write("float64-predictor3-zstd", "float64", size=(21, 17), compress="ZSTD", predictor=3),
    write("float16", "float32", size=(23, 19), nbits=16, compress="DEFLATE"),
    write("float16-predictor3", "float32", size=(23, 19), nbits=16, compress="DEFLATE", predictor=3),
    write("zstd-predictor2", "int16", bands=2, top=3000, size=(33, 29), compress="ZSTD", predictor=2, interleave="PIXEL"),
    write("separate-strips", "uint16", bands=3, top=900, size=(19, 23), interleave="BAND", blockysize=5),
    write("separate-tiled-lzw", "int16", bands=2, top=900, size=(33, 29), interleave="BAND", compress="LZW", predictor=2, **tiled),
    write("packbits", "uint8", size=(41, 37), top=9, compress="PACKBITS"),
    write("bigtiff", "uint16", top=900, size=(25, 21), bigtiff="YES", compress="DEFLATE", **tiled),
    write("bigtiff-big-endian", "uint16", top=900, size=(25, 21), bigtiff="YES", endianness="BIG"),
    write("int8", "int8", top=200, size=(25, 21), compress="DEFLATE", predictor=2),
    write("int64", "int64", top=10**12, size=(15, 13), compress="DEFLATE", predictor=2),
    write("uint64", "uint64", top=10**12, size=(15, 13), endianness="BIG"),
    write("nodata", "float32", size=(19, 17), nodata=-9999.1, compress="DEFLATE"),
    write("nodata-nan", "float32", size=(19, 17), nodata=float("nan"), compress="DEFLATE"),
    write("internal-mask", "uint8", bands=2, compress="DEFLATE", interleave="PIXEL", then=mask, **tiled),
    write("one-strip", "uint8", size=(30, 40), blockysize=40),
    write("overviews", "uint16", bands=2, top=90, size=(37, 21), compress="DEFLATE", interleave="PIXEL", then=overviews, **tiled),
    write("jpeg-gray", "uint8", size=(25, 21), compress="JPEG", **tiled),
    write("jpeg-rgb", "uint8", bands=3, size=(25, 21), compress="JPEG", interleave="PIXEL", **tiled),
    write("jpeg-ycbcr-mask-overviews", "uint8", bands=3, compress="JPEG", photometric="YCBCR", then=lambda dataset: (mask(dataset), overviews(dataset)), **tiled),
    write("jpeg-ycbcr-strips-no-tables", "uint8", bands=3, size=(25, 21), compress="JPEG", photometric="YCBCR", jpegtablesmode=0),
    write("jpeg-separate", "uint8", bands=2, size=(25, 21), compress="JPEG", interleave="BAND"),
    write("jpeg-four-bands", "uint8", bands=4, size=(25, 21), compress="JPEG", interleave="PIXEL"),
    write("webp", "uint8", bands=3, size=(25, 21), compress="WEBP", interleave="PIXEL", **tiled),
    write("webp-alpha-lossless", "uint8", bands=4, size=(25, 21), compress="WEBP", webp_lossless="YES", interleave="PIXEL", **tiled),
    write("webp-opaque", "uint8", bands=4, size=(25, 21), compress="WEBP", interleave="PIXEL", then=opaque, **tiled),
    write("lerc", "float32", size=(25, 21), compress="LERC", then=holes, **tiled),
    write("lerc-deflate-separate", "float64", bands=2, size=(15, 13), compress="LERC_DEFLATE", interleave="BAND", max_z_error=0.1),
    write("lerc-zstd-big-endian", "int16", bands=2, size=(25, 21), top=900, compress="LERC_ZSTD", interleave="PIXEL", endianness="BIG"),
    write("lerc-alpha", "uint8", bands=4, size=(25, 21), compress="LERC", interleave="PIXEL", photometric="RGB", alpha="YES", then=half_opaque),
]


def sparse():
    path = os.path.join(FOLDER, "sparse.tif")
    dataset = gdal.GetDriverByName("GTiff").Create(path, 48, 32, 1, gdal.GDT_Int16, ["SPARSE_OK=TRUE", "TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"])
    dataset.SetGeoTransform([300000, 30, 0, 9100000, 0, -30])
    dataset.GetRasterBand(1).SetNoDataValue(-1)
    dataset.GetRasterBand(1).WriteArray(samples("int16", 1, 16, 16, 100)[0], 16, 16)
    return "sparse"


names.append(sparse())
expected = {name: describe(name) for name in names}
for entry in expected.values():
    if isinstance(entry["nodata"], float) and np.isnan(entry["nodata"]):
        entry["nodata"] = "NaN"
with open(os.path.join(FOLDER, "expected.json"), "w") as file:
    json.dump(expected, file, indent=2)
    file.write("\n")
sizes = {name: os.path.getsize(os.path.join(FOLDER, name + ".tif")) for name in names}
print({name: size for name, size in sizes.items() if size > 4096} or "all below 4 KB", sum(sizes.values()), file=sys.stderr)
