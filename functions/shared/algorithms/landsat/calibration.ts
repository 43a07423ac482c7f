import type { Image } from '../../raster/image.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import type { Parameter } from '../parameter.ts';
import { required } from '../parameter.ts';
import { toRadiance, toReflectance } from './calibrate.ts';

const METADATA = {
  SPACECRAFT_ID: 'LANDSAT_8',
  SENSOR_ID: 'OLI_TIRS',
  SUN_ELEVATION: 30,
  REFLECTANCE_MULT_BAND_4: 0.00002,
  REFLECTANCE_ADD_BAND_4: -0.1,
  RADIANCE_MULT_BAND_4: 0.0097,
  RADIANCE_ADD_BAND_4: -48.5,
};
const SCENE = $call('Element.setMulti', {
  object: $call('Image.rename', { input: $call('Image.constant', { value: 10_000 }), names: ['B4'] }),
  properties: METADATA,
});

function calibration(name: string, argument: string, description: string, run: (image: Image) => Image) {
  const parameters: { [argument: string]: Parameter<Image> } = { [argument]: required(imageType) };
  return algorithm({
    name,
    description,
    returns: imageType.name,
    parameters,
    examples: [
      {
        args: { [argument]: SCENE },
        result: { ...imageReply({ B4: ['float'] }), properties: METADATA },
      },
    ],
    run: (args) => run(args[argument]),
  });
}

/** Counts of Landsat scenes in physical units. */
export const LANDSAT_CALIBRATION = [
  calibration(
    'Landsat.TOA',
    'input',
    'Counts of a Landsat scene as reflectance at the top of the atmosphere, thermal bands as brightness temperature in kelvins, by its metadata; bands not named B and a number stay.',
    toReflectance,
  ),
  calibration(
    'Landsat.calibratedRadiance',
    'image',
    'Counts of a Landsat scene as radiance at the sensor, in watts a square metre, steradian and micrometre, by its metadata.',
    toRadiance,
  ),
];
