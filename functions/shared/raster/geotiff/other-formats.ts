/** Files that people take for TIFFs: how they begin, what they are called, and the line that makes a TIFF of them. */
const OTHERS: readonly (readonly [signature: string, name: string, line: string])[] = [
  ['\x89HDF\r\n\x1a\n', 'HDF5 or netCDF-4', 'gdal_translate -of COG HDF5:in.h5://VARIABLE out.tif'],
  ['\x0e\x03\x13\x01', 'HDF4', 'gdal_translate -of COG HDF4_EOS:EOS_GRID:in.hdf:GRID:FIELD out.tif'],
  ['CDF\x01', 'netCDF', 'gdal_translate -of COG NETCDF:in.nc:VARIABLE out.tif'],
  ['CDF\x02', 'netCDF', 'gdal_translate -of COG NETCDF:in.nc:VARIABLE out.tif'],
  ['CDF\x05', 'netCDF', 'gdal_translate -of COG NETCDF:in.nc:VARIABLE out.tif'],
  ['\x00\x00\x00\x0cjP  ', 'JPEG 2000', 'gdal_translate -of COG in.jp2 out.tif'],
  ['\xff\x4f\xff\x51', 'JPEG 2000', 'gdal_translate -of COG in.j2k out.tif'],
  ['\x89PNG', 'PNG', 'gdal_translate -of COG -a_srs EPSG:CODE -a_ullr WEST NORTH EAST SOUTH in.png out.tif'],
  ['\xff\xd8\xff', 'JPEG', 'gdal_translate -of COG -a_srs EPSG:CODE -a_ullr WEST NORTH EAST SOUTH in.jpg out.tif'],
  ['PK\x03\x04', 'a ZIP archive', 'gdal_translate -of COG /vsizip/in.zip/NAME.tif out.tif'],
  ['\x1f\x8b', 'compressed by gzip', 'gdal_translate -of COG /vsigzip/in.tif.gz out.tif'],
  ['GRIB', 'GRIB', 'gdal_translate -of COG -b 1 in.grib out.tif'],
  ['EHFA_HEADER_TAG', 'ERDAS Imagine', 'gdal_translate -of COG in.img out.tif'],
];

/** Bytes that tell what a file is. */
export const SIGNATURE_BYTES = 16;

/** What to say of a file that is no TIFF, by its first bytes. */
export function notATiff(start: Uint8Array): string {
  const text = Buffer.from(start).toString('latin1');
  const other = OTHERS.find(([signature]) => text.startsWith(signature));
  const [, name, line] = other ?? [];
  const what = name === undefined ? '' : `, but ${name}`;
  return `The file is not a TIFF${what}. Convert it: ${line ?? 'gdal_translate -of COG in out.tif'}.`;
}
