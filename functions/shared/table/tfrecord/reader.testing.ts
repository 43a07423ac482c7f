import { fromJSON } from '@grpc/proto-loader';

/** A reader of TFRecords that shares nothing with the writer: Google's protocol buffers, and checksums bit by bit. */

const list = (type: string) => ({ fields: { value: { rule: 'repeated', type, id: 1 } } });
const messages = fromJSON({
  nested: {
    Example: { fields: { features: { type: 'Features', id: 1 } } },
    SequenceExample: {
      fields: { context: { type: 'Features', id: 1 }, featureLists: { type: 'FeatureLists', id: 2 } },
    },
    FeatureLists: { fields: { featureList: { keyType: 'string', type: 'FeatureList', id: 1 } } },
    FeatureList: { fields: { feature: { rule: 'repeated', type: 'Feature', id: 1 } } },
    Features: { fields: { feature: { keyType: 'string', type: 'Feature', id: 1 } } },
    Feature: {
      oneofs: { kind: { oneof: ['bytesList', 'floatList', 'int64List'] } },
      fields: {
        bytesList: { type: 'BytesList', id: 1 },
        floatList: { type: 'FloatList', id: 2 },
        int64List: { type: 'Int64List', id: 3 },
      },
    },
    BytesList: list('bytes'),
    FloatList: list('float'),
    Int64List: list('int64'),
    Reader: {
      methods: {
        example: { requestType: 'Example', responseType: 'Example' },
        sequence: { requestType: 'SequenceExample', responseType: 'SequenceExample' },
      },
    },
  },
} as unknown as Parameters<typeof fromJSON>[0]);

type Read = { requestDeserialize(bytes: Buffer): unknown };
const reader = messages['Reader'] as unknown as { readonly example: Read; readonly sequence: Read };

interface Feature {
  readonly floatList?: { value: number[] } | null;
  readonly bytesList?: { value: Uint8Array[] } | null;
  readonly int64List?: { value: { toString(): string }[] } | null;
}
interface Features {
  readonly feature?: { readonly [name: string]: Feature };
}

/** The values of a feature; whole numbers are bigints, so that kinds can be told. */
export type Values = readonly (number | bigint | Uint8Array)[];

function valuesOf({ floatList, bytesList, int64List }: Feature): Values {
  return floatList?.value ?? bytesList?.value ?? int64List?.value.map((value) => BigInt(value.toString())) ?? [];
}

function featuresOf({ feature = {} }: Features): { [name: string]: Values } {
  return Object.fromEntries(Object.entries(feature).map(([name, one]) => [name, valuesOf(one)]));
}

/** The features of an Example. */
export function readExample(bytes: Buffer): { [name: string]: Values } {
  const { features } = reader.example.requestDeserialize(bytes) as { features?: Features | null };
  return featuresOf(features ?? {});
}

/** The context and the sequences of a SequenceExample. */
export function readSequence(bytes: Buffer) {
  const { context, featureLists } = reader.sequence.requestDeserialize(bytes) as {
    context?: Features | null;
    featureLists?: { featureList?: { [name: string]: { feature?: Feature[] } } } | null;
  };
  const lists = Object.entries(featureLists?.featureList ?? {}).map(([name, { feature = [] }]) => [
    name,
    feature.map(valuesOf),
  ]);
  return { context: featuresOf(context ?? {}), lists: Object.fromEntries(lists) as { [name: string]: Values[] } };
}

/** CRC32C bit by bit, turned and moved as TensorFlow stores it. */
function maskedChecksum(bytes: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f6_3b78 : crc >>> 1;
  }
  const value = ~crc >>> 0;
  return Number(((BigInt(value >>> 15) | (BigInt(value) << 17n)) + 0xa282_ead8n) & 0xffff_ffffn);
}

/** The records of an uncompressed file. @throws for one whose checksums are wrong */
export function recordsOf(file: Buffer): Buffer[] {
  const records: Buffer[] = [];
  for (let at = 0; at < file.length; ) {
    const length = Number(file.readBigUInt64LE(at));
    const bytes = file.subarray(at + 12, at + 12 + length);
    const sums = [file.readUInt32LE(at + 8), file.readUInt32LE(at + 12 + length)];
    if (sums[0] !== maskedChecksum(file.subarray(at, at + 8)) || sums[1] !== maskedChecksum(bytes)) {
      throw new Error(`The record at ${at} has a wrong checksum.`);
    }
    records.push(bytes);
    at += length + 16;
  }
  return records;
}
