import type { PixelGridMessage } from '../catalog/asset.ts';
import type { ObjectReference } from '../google/object-reference.ts';
import type { Caller } from './caller.ts';
import type { WriteClassifierJob, WrittenClassifier } from './classifier-job.ts';
import type { PageAsked } from './collection-page.ts';
import type {
  AssembleJob,
  ChunkJob,
  GroupJob,
  ImagePlan,
  PlanJob,
  Planned,
  WrittenChunk,
  WrittenGroup,
} from './export-job.ts';
import type { CheckFeatureViewJob, FeatureTileJob } from './feature-view/feature-view-job.ts';
import type { ImageFormat } from './formats/image-formats.ts';
import type { CheckFramesJob, FramesJob } from './frames-job.ts';
import type { MapPlan, PlanMapJob, TilesJob, WrittenTiles } from './map-job.ts';
import type { PatchesJob, PatchesPlan, PlanPatchesJob, WrittenPatches } from './patches-job.ts';
import type { CheckTableJob, FeaturesJob, TableFileJob, WriteTableJob, WrittenTable } from './table-job.ts';
import type { CheckVideoJob, WriteVideoJob, WrittenVideo } from './video-job.ts';
import type { Visualization } from './visualization.ts';

/**
 * Work that is done in a worker thread. Jobs and their results are plain data. Expressions travel as the JSON text of the
 * Expression message: a text is copied fast, and whatever is in it cannot harm the thread that serves requests.
 */
export type Job =
  | BodyJob
  | PresentJob
  | ValueJob
  | CheckJob
  | RenderJob
  | PlanJob
  | ChunkJob
  | GroupJob
  | AssembleJob
  | CheckTableJob
  | WriteTableJob
  | TableFileJob
  | FeaturesJob
  | BoundsJob
  | ImagesJob
  | CheckFeatureViewJob
  | FeatureTileJob
  | CheckFramesJob
  | FramesJob
  | WriteClassifierJob
  | PlanMapJob
  | TilesJob
  | CheckVideoJob
  | WriteVideoJob
  | PlanPatchesJob
  | PatchesJob;

/** Reads the body of a request that is too large to be read beside others: it takes up to some tenths of a second. */
export interface BodyJob {
  readonly kind: 'body';
  readonly caller: Caller;
  readonly bytes: Uint8Array;
}

/** How a caller wants a reply that is JSON. */
export interface Presentation {
  /** The wanted fields, as `selectFields` reads them; all without. */
  readonly fields?: string | undefined;
  /** Whether with line breaks. */
  readonly prettyPrint?: boolean | undefined;
}

/** Writes a large reply as its caller wants it. Result: the JSON text in UTF-8. */
export interface PresentJob {
  readonly kind: 'present';
  readonly caller: Caller;
  readonly json: Uint8Array;
  readonly presentation: Presentation;
}

/** The members of messages that are passed on as text: they may be large, and nested to any depth. */
export type TextMember = 'expression' | 'region' | 'request' | 'visualizationExpression';

export interface ReadBody {
  /** The message, without the nodes of its expression. */
  readonly value: { readonly [name: string]: unknown };
  /** The JSON texts of the members that are passed on as text. */
  readonly texts: { readonly [member in TextMember]?: string | undefined };
}

/** `value:compute`. Result: the JSON text of the reply in UTF-8: it may be large, and whoever sends it need not look into it. */
export interface ValueJob {
  readonly kind: 'value';
  readonly caller: Caller;
  readonly expression: string;
}

/**
 * Evaluates an image without computing pixels: an error if it cannot be shown, or if the file asked for would be too large. No result.
 */
export interface CheckJob {
  readonly kind: 'check';
  readonly caller: Caller;
  readonly expression: string;
  readonly bandIds?: readonly string[];
  readonly visualization?: Visualization;
  /** The file that is to be made of it, if that is known already. */
  readonly file?: Pick<RenderJob, 'fileFormat' | 'grid' | 'limits'>;
}

/** Pixels of an image as a file: map tiles, thumbnails, computePixels, getPixels. Result: the file. */
export interface RenderJob {
  readonly kind: 'render';
  readonly caller: Caller;
  readonly expression: string;
  readonly fileFormat: ImageFormat;
  readonly bandIds?: readonly string[];
  readonly visualization?: Visualization;
  /** The pixels wanted; by default those of the image's own grid. */
  readonly grid?: PixelGridMessage;
  /** A Web Mercator map tile instead of a grid. */
  readonly tile?: {
    readonly zoom: number;
    readonly x: number;
    readonly y: number;
    /** With twice as many pixels a side. */
    readonly double?: boolean;
  };
  /** The limits that apply: those of map tiles, thumbnails, downloads (`getDownloadURL`), or computePixels. */
  readonly limits: PixelLimits;
  /** The prefix of the names of files within an archive. */
  readonly filenamePrefix?: string;
  /** The `inputs` of the file that the caller already has: if they are still the same, no bytes are computed. */
  readonly known?: string;
}

/** The bounds of an image in degrees: west, south, east, north. Result: undefined if it is unbounded. */
export interface BoundsJob {
  readonly kind: 'bounds';
  readonly caller: Caller;
  readonly expression: string;
}

/** One page of what is known of the images of an expression. Result: the JSON text of the reply in UTF-8. */
export interface ImagesJob extends PageAsked {
  readonly kind: 'images';
  readonly caller: Caller;
  readonly expression: string;
}

export type PixelLimits = 'tile' | 'thumbnail' | 'download' | 'pixels';

export interface RenderedFile {
  /** Empty if the caller has the file. */
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** The extension of the file's name. */
  readonly extension: string;
  /** A digest of the assets and objects that the file was made of; undefined if there are none. */
  readonly inputs: string | undefined;
}

/** The type of the result of each kind of job. */
export interface JobResults {
  readonly body: ReadBody;
  readonly present: Uint8Array;
  readonly value: Uint8Array;
  readonly check: undefined;
  readonly render: RenderedFile;
  readonly plan: Planned<ImagePlan>;
  readonly chunk: WrittenChunk;
  readonly group: WrittenGroup;
  readonly assemble: readonly ObjectReference[];
  readonly 'check-table': string;
  readonly 'write-table': WrittenTable;
  readonly 'table-file': RenderedFile;
  readonly features: Uint8Array;
  readonly bounds: readonly number[] | undefined;
  readonly images: Uint8Array;
  readonly 'check-feature-view': undefined;
  readonly 'feature-tile': RenderedFile;
  readonly 'check-frames': undefined;
  readonly frames: RenderedFile;
  readonly 'write-classifier': WrittenClassifier;
  readonly 'plan-map': Planned<MapPlan>;
  readonly tiles: WrittenTiles;
  readonly 'check-video': string;
  readonly 'write-video': WrittenVideo;
  readonly 'plan-patches': Planned<PatchesPlan>;
  readonly patches: WrittenPatches;
}
