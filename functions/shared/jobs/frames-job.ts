import type { PixelGridMessage } from '../catalog/asset.ts';
import type { Caller } from './caller.ts';
import type { ImageFormat } from './formats/image-formats.ts';

/** How the images of a collection are shown together. */
export type Arrangement =
  | {
      readonly kind: 'video';
      readonly framesPerSecond: number;
      /** More images are an error. */
      readonly maxFrames: number;
      readonly maxPixelsPerFrame: number;
      /** The most pixels of all frames together, if they are others than those of thumbnails. */
      readonly maxPixels?: number;
    }
  | {
      readonly kind: 'filmstrip';
      readonly orientation: 'HORIZONTAL' | 'VERTICAL';
      /** One that is for the eye. */
      readonly fileFormat: ImageFormat;
    };

/** The images of a collection, and how they are shown. */
export interface FramesAsked {
  readonly expression: string;
  readonly arrangement: Arrangement;
  /** The pixels of each frame; by default those of the first image's own grid. */
  readonly grid?: PixelGridMessage;
}

interface Frames extends FramesAsked {
  readonly caller: Caller;
}

/** Whether images can be shown together: no pixel is computed. No result. */
export interface CheckFramesJob extends Frames {
  readonly kind: 'check-frames';
}

/** The images of a collection in one file: an animation, or side by side. Result: RenderedFile. */
export interface FramesJob extends Frames {
  readonly kind: 'frames';
  /** The `inputs` of the file that the caller already has. */
  readonly known?: string;
}
