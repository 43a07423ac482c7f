import type { Json } from '../../values/value.ts';
import { $call } from '../example.ts';

/** The numbers of the bands of a scene of the Thematic Mapper. */
const BANDS = [1, 2, 3, 4, 5, 6, 7];

/** A scene of Landsat 5 in counts, with the metadata that its calibration needs, as a file of the archive has them. */
export function scene(
  counts: readonly number[] = [60, 50, 40, 70, 80, 140, 30],
  more: { [name: string]: Json } = {},
): Json {
  const each = (name: string, values: readonly number[]) =>
    BANDS.map((band, i): [string, Json] => [`${name}_BAND_${band}`, values[i]]);
  const properties = Object.fromEntries([
    ...each('RADIANCE_MULT', [0.766, 1.448, 1.044, 0.876, 0.12, 0.055, 0.066]),
    ...each('RADIANCE_ADD', [-2.28583, -4.28819, -2.21398, -2.38602, -0.49035, 1.18243, -0.21555]),
    ...each('REFLECTANCE_MULT', [0.0012582, 0.0026296, 0.0022379, 0.0027046, 0.0018021, 0, 0.0024996]).filter(
      ([name]) => !name.endsWith('6'),
    ),
    ...each('REFLECTANCE_ADD', [-0.003756, -0.007787, -0.004746, -0.007367, -0.007365, 0, -0.008169]).filter(
      ([name]) => !name.endsWith('6'),
    ),
    ['SUN_ELEVATION', 50],
    ['SENSOR_ID', 'TM'],
    ['SPACECRAFT_ID', 'LANDSAT_5'],
    ...Object.entries(more),
  ]);
  const image = $call('Image.rename', {
    input: $call('Image.constant', { value: [...counts] }),
    names: BANDS.map((band) => `B${band}`),
  });
  return $call('Element.setMulti', { object: image, properties });
}
