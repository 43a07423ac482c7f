import { invalid } from '../errors.ts';
import type { Content } from '../messages/message.ts';
import type { VideoOptions } from '../messages/pixels.ts';

/** The pace and the limits of a video. */
export interface VideoLimits {
  readonly framesPerSecond: number;
  /** More images are an error. */
  readonly maxFrames: number;
  readonly maxPixelsPerFrame: number;
}

const SLOWEST = 0.1;
const FASTEST = 120;

/**
 * Reads the options of a video.
 * @throws INVALID_ARGUMENT for those out of range
 */
export function readVideoOptions(options: Content<typeof VideoOptions> = {}): VideoLimits {
  // As documented of VideoOptions.
  const { framesPerSecond = 5, maxFrames = 1000, maxPixelsPerFrame = 1e8 } = options;
  if (!(framesPerSecond >= SLOWEST && framesPerSecond <= FASTEST)) {
    throw invalid(
      `Invalid value at 'video_options.framesPerSecond': must be from ${SLOWEST} to ${FASTEST}. Got ${framesPerSecond}.`,
    );
  }
  for (const [name, most] of Object.entries({ maxFrames, maxPixelsPerFrame })) {
    if (!(most >= 1)) throw invalid(`Invalid value at 'video_options.${name}': must be at least 1. Got ${most}.`);
  }
  return { framesPerSecond, maxFrames, maxPixelsPerFrame };
}
