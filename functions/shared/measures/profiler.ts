import { cpuSeconds } from './cpu-time.ts';
import { mergedRows, PLUMBING, type ProfileRow } from './profile.ts';

interface Row {
  readonly description: string;
  seconds: number;
  bytes: number;
  peakBytes: number;
  count: number;
}

/** Characters of a description: it has names that users chose. */
const LONGEST = 300;

/**
 * Measures what the work of one job costs, by kinds of work. Processor time counts for what has begun last and has not ended: the parts that something consists of
 * are counted by themselves, and not for it again. There is one for a job that is to be profiled, and none for all others.
 */
export class Profiler {
  readonly #rows = new Map<string, Row>();
  /** What has begun and not ended, the last one last. */
  readonly #open: Row[] = [];
  /** What describes the making of things that are computed later. */
  readonly #makers = new WeakMap<object, string>();
  #since = cpuSeconds();

  constructor() {
    this.#open.push(this.#row(PLUMBING));
    this.#open[0].count = 1;
  }

  /** Does a piece of work, whose time counts for a description from now on, as far as it is not part of another piece that begins meanwhile. */
  during<T>(description: string, work: () => T): T {
    const row = this.#row(description);
    row.count++;
    this.#charge();
    this.#open.push(row);
    const end = () => {
      this.#charge();
      this.#open.splice(this.#open.lastIndexOf(row), 1);
    };
    let result: T;
    try {
      result = work();
    } catch (error) {
      end();
      throw error;
    }
    if (!(result instanceof Promise)) {
      end();
      return result;
    }
    return result.finally(end) as T;
  }

  /**
   * Does a piece of work that is of several kinds at once, as a loop is that many operations were compiled into: its time is divided among them.
   * @param kinds the descriptions, each as often as it has a part
   */
  divided(kinds: readonly string[], work: () => void): void {
    this.#charge();
    work();
    const now = cpuSeconds();
    const part = (now - this.#since) / kinds.length;
    for (const kind of kinds) this.#row(kind).seconds += part;
    for (const kind of new Set(kinds)) this.#row(kind).count++;
    this.#since = now;
  }

  /** Notes that bytes are held by what has begun last. @returns what is to be called when they are not held any more */
  hold(bytes: number): () => void {
    const row = this.#open[this.#open.length - 1];
    row.bytes += bytes;
    row.peakBytes = Math.max(row.peakBytes, row.bytes);
    return () => {
      row.bytes -= bytes;
    };
  }

  /** Remembers what makes a thing that is computed later, unless that is known. @returns whether it was not */
  setMaker(thing: object, description: string): boolean {
    if (this.#makers.has(thing)) return false;
    this.#makers.set(thing, description);
    return true;
  }

  /** What makes a thing: what has begun last, if nobody has said. */
  makerOf(thing: object): string {
    return this.#makers.get(thing) ?? this.#open[this.#open.length - 1].description;
  }

  /** What has been measured until now. */
  rows(): ProfileRow[] {
    this.#charge();
    return mergedRows(this.#rows.values()).map(({ description, seconds, peakBytes, count }) => ({
      description,
      seconds,
      peakBytes,
      count,
    }));
  }

  #charge(): void {
    const now = cpuSeconds();
    this.#open[this.#open.length - 1].seconds += now - this.#since;
    this.#since = now;
  }

  #row(text: string): Row {
    const description = text.slice(0, LONGEST);
    let row = this.#rows.get(description);
    if (!row) {
      row = { description, seconds: 0, bytes: 0, peakBytes: 0, count: 0 };
      this.#rows.set(description, row);
    }
    return row;
  }
}
