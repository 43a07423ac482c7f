/** What a call is computed from: what it gives is the same as long as this is, and the assets' versions are. */
export interface Origin {
  /** Stands for the call and all that it is made from. */
  readonly digest: string;
  /** The ids of the images and tables that it loads, ascending. */
  readonly assets: readonly string[];
}

/** Finds out where a call comes from; undefined if its result may change in ways that an origin does not tell. */
export type FindOrigin = () => Origin | undefined;
