/** Where a job that has been stopped is left. It says nothing to the caller: whoever stopped the job knows why. */
export class StoppedError extends Error {
  constructor() {
    super('The job was stopped.');
    this.name = 'StoppedError';
  }
}

/** A flag in memory that threads share. The thread that serves requests sets it; the job's thread looks at it between its loops. */
export class StopFlag {
  /** To be passed to the other thread. */
  readonly buffer: SharedArrayBuffer;
  readonly #state: Int32Array;

  constructor(buffer = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.buffer = buffer;
    this.#state = new Int32Array(buffer);
  }

  /** Asks the job to stop. */
  stop(): void {
    Atomics.store(this.#state, 0, 1);
  }

  /** @throws StoppedError once the job is to stop */
  throwIfAborted(): void {
    if (Atomics.load(this.#state, 0) !== 0) throw new StoppedError();
  }
}
