import { groupCount, groupSquare } from './chunk-order.ts';
import { chunkCount, dividedFile, fileCount, pieceOf } from './divided-files.ts';
import type { AdoptedPlan, ExportPlan, ImagePlan } from './export-job.ts';

/** Files of fewer chunks are finished several at a time. */
const BUNDLE = 64;

/** Chunks of an image that are finished together: those of a square of one file, or of some files as a whole. Numbers are those of all chunks and files of the image. */
export interface ImageGroup {
  readonly first: number;
  readonly end: number;
  /** The files, from the first one on. */
  readonly files: { readonly first: number; readonly end: number };
  /** The number of the group in its file; undefined for files as a whole. */
  readonly square: number | undefined;
}

/**
 * The files of an image, and the groups of its chunks, without the plans of all files, of which there may be thousands. Chunks are numbered one file after the other; those of
 * files that are taken as they are come last.
 */
export class ImageLayout {
  readonly #plan: ImagePlan;
  /** The first chunk of each file, and the end of the last one. */
  readonly #starts: number[] = [0];
  /** Which plan each file comes from, and its number there. */
  readonly #origins: { readonly plan: number; readonly number: number }[] = [];

  constructor(plan: ImagePlan) {
    this.#plan = plan;
    for (const [index, whole] of plan.files.entries()) {
      for (let number = 0; number < fileCount(whole); number++) {
        this.#origins.push({ plan: index, number });
        this.#add(chunkCount(pieceOf(whole, number), whole.raster));
      }
    }
    for (let i = 0; i < this.#adopted.length; i++) this.#add(1);
  }

  /** How many files are written; those that are taken as they are come behind them. */
  get written(): number {
    return this.#origins.length;
  }

  get chunks(): number {
    return this.#starts[this.#starts.length - 1];
  }

  /** The file that a chunk is in, and its number there. */
  fileOf(chunk: number): { readonly file: number; readonly chunk: number } {
    let [low, high] = [0, this.#starts.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.#starts[middle] <= chunk) low = middle;
      else high = middle;
    }
    if (!(chunk >= 0 && chunk < this.chunks)) throw new TypeError(`There is no chunk ${chunk}.`);
    return { file: low, chunk: chunk - this.#starts[low] };
  }

  /** The chunks of a file, in the order of all. */
  chunksOf(file: number): { readonly first: number; readonly end: number } {
    return { first: this.#starts[file], end: this.#starts[file + 1] };
  }

  /** The plan of a file that is written. */
  planOf(file: number): ExportPlan {
    const { plan, number } = this.#origins[file];
    return dividedFile(this.#plan.files[plan], number);
  }

  /** The plan of a file that is taken as it is; undefined for others. */
  adoptedPlan(file: number): AdoptedPlan | undefined {
    return this.#adopted[file - this.written];
  }

  /** The groups of all chunks, in their order. */
  groups(): ImageGroup[] {
    const groups: ImageGroup[] = [];
    const bundle = { first: 0, end: 0 };
    const close = () => {
      const [first, end] = [this.#starts[bundle.first], this.#starts[bundle.end]];
      if (bundle.end > bundle.first) groups.push({ first, end, files: { ...bundle }, square: undefined });
      bundle.first = bundle.end;
    };
    for (let file = 0; file < this.#starts.length - 1; file++) {
      const { first, end } = this.chunksOf(file);
      const squares = this.#squaresOf(file);
      if (squares > 1 || end - this.#starts[bundle.first] > BUNDLE) close();
      bundle.end = file + 1;
      if (squares === 1) continue;
      bundle.first = file + 1;
      const plan = this.planOf(file);
      for (let square = 0; square < squares; square++) {
        const own = groupSquare(plan, square);
        const start = first + own.first;
        groups.push({
          first: start,
          end: start + own.across * own.down,
          files: { first: file, end: file + 1 },
          square,
        });
      }
    }
    close();
    return groups;
  }

  get #adopted(): readonly AdoptedPlan[] {
    return this.#plan.adopted ?? [];
  }

  #squaresOf(file: number): number {
    const origin = this.#origins[file];
    if (origin === undefined) return 1;
    const whole = this.#plan.files[origin.plan];
    return groupCount({ ...pieceOf(whole, origin.number), raster: whole.raster });
  }

  #add(chunks: number): void {
    this.#starts.push(this.chunks + chunks);
  }
}
