import { recordFile } from '../../../table/tfrecord/records.ts';
import type { TableEncoder } from './encoder.ts';

/** TensorFlow's records of Examples, always compressed. */
export const TF_RECORD_TABLE: TableEncoder = {
  extension: 'tfrecord.gz',
  contentType: 'application/gzip',
  encode: recordFile,
};
