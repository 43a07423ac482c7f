import { finishMp4 } from './mp4-boxes.ts';

/** A video's pixels and pace. */
export interface VideoShape {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
}

/** The quantization of H.264, from 10 (as good as can be) to 51: edges of classes stay sharp, and clouds smooth. */
const QUANTIZATION = 20;

/** From 0 (smallest file) to 10 (fastest). */
const SPEED = 5;

/** Frames between two that need no other one: players jump to these. */
const KEY_FRAMES = 24;

/**
 * Encodes frames as an MP4 with H.264, of even width and height: the last column and row are repeated where need be. The same frames give the
 * same bytes.
 * @param frames RGBA, row by row; the alpha channel does not count
 */
export async function encodeMp4(shape: VideoShape, frames: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const { width, height, framesPerSecond } = shape;
  const { default: module } = await loadEncoder();
  const encoder = await module.createH264MP4Encoder();
  try {
    Object.assign(encoder, {
      width: even(width),
      height: even(height),
      frameRate: framesPerSecond,
      quantizationParameter: QUANTIZATION,
      speed: SPEED,
      groupOfPictures: KEY_FRAMES,
    });
    encoder.initialize();
    let count = 0;
    for await (const frame of frames) {
      encoder.addFrameRgba(padded(frame, shape));
      count++;
    }
    encoder.finalize();
    const keyFrames = Array.from({ length: Math.ceil(count / KEY_FRAMES) }, (_, i) => 1 + i * KEY_FRAMES);
    return finishMp4(encoder.FS.readFile(encoder.outputFilename), keyFrames);
  } finally {
    // The files of all encoders are in one memory.
    if (encoder.FS.readdir('/').includes(encoder.outputFilename)) encoder.FS.unlink(encoder.outputFilename);
    encoder.delete();
  }
}

/** Loads the encoder. What it adds to the process for errors that are not its own goes: it would write its source to the log. */
async function loadEncoder() {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = events.map((event) => process.listeners(event as 'uncaughtException'));
  const module = await import('h264-mp4-encoder');
  events.forEach((event, i) => {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!before[i].includes(listener)) process.off(event, listener);
    }
  });
  return module;
}

function even(length: number): number {
  return length + (length % 2);
}

/** The pixels of a frame with its last column and row repeated where their number is odd. */
function padded(frame: Uint8Array, { width, height }: VideoShape): Uint8Array {
  const [across, down] = [even(width), even(height)];
  if (across === width && down === height) return frame;
  const whole = new Uint8Array(across * down * 4);
  for (let row = 0; row < down; row++) {
    const from = Math.min(row, height - 1) * width * 4;
    const line = frame.subarray(from, from + width * 4);
    whole.set(line, row * across * 4);
    if (across > width) whole.set(line.subarray((width - 1) * 4), (row * across + width) * 4);
  }
  return whole;
}
