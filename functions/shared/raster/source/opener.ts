/** Opens rasters. */
export interface RasterOpener {
  open(): never;
}
