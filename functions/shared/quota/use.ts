/** What a user or a project uses. */
export interface Use {
  /** Computations that run. */
  readonly running: number;
  /** Requests a second, of late. */
  readonly perSecond: number;
}

export const NOTHING: Use = { running: 0, perSecond: 0 };
