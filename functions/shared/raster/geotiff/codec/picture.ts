import sharp from 'sharp';
import { GeoTiffError } from '../geotiff-error.ts';

/** What a picture in a block must be. */
export interface PictureForm {
  readonly width: number;
  /** Most rows. */
  readonly height: number;
  readonly channels: number;
  /** Whether four channels are four samples, whatever they mean, and not colours with alpha. */
  readonly plain?: boolean;
}

/**
 * Decodes a JPEG or WebP picture into its samples of 8 bits, row by row, pixel by pixel. No more pixels are decoded than a block has.
 * @throws GeoTiffError for a picture of another size than the block
 */
export async function decodePicture(bytes: Uint8Array, form: PictureForm): Promise<Uint8Array> {
  const { width, height, channels } = form;
  const plain = form.plain === true && channels === 4;
  const picture = sharp(bytes, { limitInputPixels: width * height, failOn: 'error' });
  if (channels === 1) picture.toColourspace('b-w');
  // Four channels of JPEG are taken for inks, and not converted; inks are turned round.
  // Pictures whose pixels are all opaque are stored without alpha.
  else if (channels === 4 && !plain) picture.ensureAlpha();
  else if (channels === 3) picture.removeAlpha();
  if (plain) picture.pipelineColourspace('cmyk').toColourspace('cmyk');
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  if (info.width !== width || info.height > height || info.channels !== channels) {
    throw new GeoTiffError(
      `A block of the TIFF is a picture of ${info.width} x ${info.height} pixels of ${info.channels} samples, not of ${width} x ${height} of ${channels}.`,
    );
  }
  if (plain) for (let i = 0; i < data.length; i++) data[i] = 255 - data[i]!;
  return data;
}
