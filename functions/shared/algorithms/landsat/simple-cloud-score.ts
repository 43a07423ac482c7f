import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { type BandType, imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import { required } from '../parameter.ts';
import { withCloudScore } from './cloud-score.ts';

const BANDS = [1, 2, 3, 4, 5, 6, 7].map((band) => `B${band}`);
const SCENE = $call('Element.set', {
  object: $call('Image.rename', { input: $call('Image.constant', { value: BANDS.map(() => 1) }), names: BANDS }),
  key: 'SENSOR_ID',
  value: 'TM',
});
const SCORED: { [id: string]: BandType } = {
  ...Object.fromEntries(BANDS.map((id): [string, BandType] => [id, ['int', [1, 1]]])),
  cloud: ['int', [0, 100]],
};

/** Clouds by simple signs. */
export const SIMPLE_CLOUD_SCORE = [
  algorithm({
    name: 'Landsat.simpleCloudScore',
    description:
      'The image with a band, cloud: how likely there is one, from 0 to 100, by the brightness, temperature and NDSI of a Landsat scene in reflectance.',
    returns: imageType.name,
    parameters: { image: required(imageType) },
    examples: [{ args: { image: SCENE }, result: { ...imageReply(SCORED), properties: { SENSOR_ID: 'TM' } } }],
    run: ({ image }) => withCloudScore(image),
  }),
];
