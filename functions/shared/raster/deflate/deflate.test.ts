import { readFileSync } from 'node:fs';
import { constants, deflateRawSync, deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembly } from '../../assembly/assembly.ts';
import { inflateShared } from './inflate.ts';
import { deflateQuickly, openKernel } from './quick.ts';
import { ScriptKernel } from './script-kernel.ts';
import { WasmKernel } from './wasm-kernel.ts';

const sample = readFileSync(new URL('../../../../samples/landsat7-olinda.tif', import.meta.url));

/** Pseudo-random bytes; the smaller the range, the more runs. */
function noise(size: number, range: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: size }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 24) % range;
  });
}

/** Bytes whose codes differ in length as much as Huffman codes can: each value half as often as the one before. */
function skewed(size: number): Uint8Array {
  return Uint8Array.from(
    { length: size },
    (_, i) => 2 * Math.min(30, Math.clz32(Math.imul(i, 2_654_435_761) >>> 0)) + (i & 1),
  );
}

const INPUTS: { readonly [name: string]: Uint8Array } = {
  nothing: new Uint8Array(0),
  'one byte': Uint8Array.of(7),
  'three zeros': new Uint8Array(3),
  zeros: new Uint8Array(300_000),
  'a run at the end': Uint8Array.from({ length: 100 }, (_, i) => (i < 60 ? i : 9)),
  'bytes that cannot be compressed': noise(200_000, 256, 1),
  'long and short runs': noise(70_000, 2, 2).map((bit, i) => (i % 1_000 < 500 ? bit : 0)),
  'a few values': noise(131_070, 5, 3),
  'a block and a byte': noise(65_537, 9, 4),
  'a block that cannot be compressed': noise(65_536, 256, 6),
  'long codes': skewed(200_000),
  'a few values, far apart': noise(200_000, 256, 5).map((byte, i) =>
    i % 1_024 < 256 ? Math.max(0, (byte >> 4) - 12) : byte,
  ),
  'a file': sample.subarray(0, 150_000),
};

function deflated(Kernel: 'wasm' | 'script', bytes: Uint8Array, search = false): Uint8Array {
  const kernel = Kernel === 'script' ? new ScriptKernel(bytes.length) : openKernel(bytes.length);
  if (Kernel === 'wasm') expect(kernel).toBeInstanceOf(WasmKernel);
  kernel.input.set(bytes);
  return deflateQuickly(kernel, search);
}

function checkBoth(bytes: Uint8Array): void {
  for (const search of [false, true]) {
    const stream = deflated('wasm', bytes, search);
    // `equals` of whole buffers: vitest would compare them one by one.
    expect(Buffer.from(stream).equals(deflated('script', bytes, search))).toBe(true);
    expect(inflateSync(stream).equals(bytes)).toBe(true);
    expect(Buffer.from(inflateShared(stream, bytes.length)).equals(bytes)).toBe(true);
  }
}

describe('deflateQuickly', () => {
  it.each(Object.keys(INPUTS))(
    'gives a stream that zlib inflates, the same in WebAssembly and JavaScript: %s',
    (name) => {
      checkBoth(INPUTS[name]!);
    },
  );

  it('does so for whatever bytes there are', () => {
    const stretch = fc
      .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 1, max: 600 }), fc.boolean())
      .map(([byte, length, run]) => (run ? new Uint8Array(length).fill(byte) : noise(length % 40, 256, byte)));
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 30 }), (stretches) => checkBoth(Buffer.concat(stretches))),
      { numRuns: 60 },
    );
  });

  it('is not larger than what it was given, but for a few bytes a block', () => {
    expect(deflated('wasm', INPUTS['bytes that cannot be compressed']!).length).toBeLessThan(200_000 + 40);
    expect(deflated('wasm', INPUTS['zeros']!).length).toBeLessThan(500);
  });

  it('takes an input that is too large for the memory in WebAssembly', () => {
    expect(openKernel(20 * 1024 * 1024)).toBeInstanceOf(ScriptKernel);
  });
});

describe('inflateShared', () => {
  /** What zlib makes of a stream: its bytes, or its error's code. */
  const byZlib = (stream: Uint8Array, size: number) => {
    try {
      return inflateSync(stream, { chunkSize: size + 64, maxOutputLength: size + 64 }).toString('latin1');
    } catch (error) {
      return (error as NodeJS.ErrnoException).code;
    }
  };
  const byUs = (stream: Uint8Array, size: number) => {
    try {
      return Buffer.from(inflateShared(stream, size)).toString('latin1');
    } catch (error) {
      return (error as NodeJS.ErrnoException).code;
    }
  };

  it.each(Object.keys(INPUTS))('inflates what zlib deflates, at all levels and by all strategies: %s', (name) => {
    const bytes = INPUTS[name]!;
    const { Z_DEFAULT_STRATEGY, Z_FILTERED, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE } = constants;
    for (const strategy of [Z_DEFAULT_STRATEGY, Z_FILTERED, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE]) {
      for (const level of strategy === Z_DEFAULT_STRATEGY ? [0, 1, 6, 9] : [6]) {
        const stream = deflateSync(bytes, { level, strategy });
        // zlib is not asked: the codec itself takes it.
        const room = assembly()!.room(stream.length, bytes.length)!;
        assembly()!.bytes(room.input, stream.length).set(stream);
        const length = assembly()!.code.inflate(room.input, stream.length, room.output, bytes.length);
        expect(length).toBe(bytes.length);
        expect(Buffer.from(assembly()!.bytes(room.output, length)).equals(bytes)).toBe(true);
      }
    }
  });

  it('copies matches of every distance', () => {
    for (let distance = 1; distance <= 40; distance++) {
      const period = noise(distance, 256, distance);
      const bytes = Uint8Array.from({ length: 700 }, (_, i) => period[i % distance]!);
      const stream = deflateSync(bytes, { level: 9 });
      expect(Buffer.from(inflateShared(stream, 700)).equals(bytes)).toBe(true);
    }
  });

  it('refuses and takes what zlib does', () => {
    const good = deflateSync(INPUTS['a file']!.subarray(0, 3_000), { level: 6 });
    const size = 3_000;
    const streams = [
      good.subarray(0, 0),
      good.subarray(0, 1),
      good.subarray(0, good.length - 1),
      good.subarray(0, good.length >> 1),
      Buffer.concat([good, Buffer.from('something behind it')]),
      // A distance that reaches before the beginning: fixed codes, a literal, then a match.
      Buffer.concat([Buffer.from([0x78, 0x01]), Buffer.from([0x4b, 0x04, 0x11, 0x00]), Buffer.alloc(4)]),
      // A stored block whose length is not what its complement says, and one that goes on behind the end.
      Buffer.from([0x78, 0x01, 1, 5, 0, 0, 0, 1, 2, 3, 4, 5, 0, 0, 0, 0]),
      Buffer.from([0x78, 0x01, 1, 0xff, 0xff, 0, 0, 1, 2, 3]),
      // A block of the kind that there is not.
      Buffer.from([0x78, 0x01, 7, 0, 0, 0, 0, 0, 0, 0]),
      // gzip, raw deflate, a dictionary.
      Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0]),
      deflateRawSync(sample.subarray(0, 3_000)),
      deflateSync(sample.subarray(0, 3_000), { dictionary: Buffer.from('abc') }),
    ];
    for (const stream of streams) expect(byUs(stream, size)).toBe(byZlib(stream, size));
    // A stream that is longer than the block, and one that is shorter.
    expect(byUs(good, 2_000)).toBe(byZlib(good, 2_000));
    expect(byUs(good, 2_990)).toBe(byZlib(good, 2_990));
    expect(byUs(good, 9_000)).toBe(byZlib(good, 9_000));
  });

  it('refuses and takes what zlib does, of damaged streams', () => {
    const bytes = sample.subarray(20_000, 22_000);
    const streams = [deflateSync(bytes), deflateSync(bytes, { strategy: constants.Z_FIXED }), deflated('wasm', bytes)];
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...streams), damage, fc.boolean(), (stream, changes, begins) => {
        const damaged = Buffer.from(stream);
        // In the description of the codes, or anywhere.
        for (const [at, byte] of changes) damaged[at % (begins ? 100 : damaged.length)] = byte;
        expect(byUs(damaged, bytes.length)).toBe(byZlib(damaged, bytes.length));
      }),
      { numRuns: 3_000 },
    );
  });
});
