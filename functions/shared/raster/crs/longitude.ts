/**
 * The longitude from -180 to 180 degrees that is some turns around the Earth away. What lies on the 180th meridian keeps its side: 540 is 180, and
 * -540 is -180, so that the eastern edge of a map or box does not fall on the western one.
 */
export function wrapLongitude(degrees: number): number {
  if (degrees >= -180 && degrees <= 180) return degrees;
  const wrapped = degrees - 360 * Math.round(degrees / 360);
  return wrapped === -180 && degrees > 0 ? 180 : wrapped;
}
