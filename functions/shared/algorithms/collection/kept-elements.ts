import { LRUCache } from 'lru-cache';
import { meter } from '../../measures/meter.ts';
import type { MaybePromise } from '../../values/value.ts';
import type { Context } from '../context.ts';
import { type FindOrigin, versionedKey } from '../origin.ts';
import { type Cursor, concatenated, cursorOf, deferred } from './cursor.ts';
import type { Feature } from './feature.ts';

/** The most bytes of features that a thread keeps between requests. */
const CACHE_BYTES = 128 * 1024 * 1024;
/** The most bytes of one collection's features that are kept; a larger collection is computed anew in each pass. */
const COLLECTION_BYTES = 64 * 1024 * 1024;
/** Features whose memory is claimed at once. */
const CLAIM_FEATURES = 1_000;

/** The approximate bytes of a feature, of each of its properties and of its geometry. */
const FEATURE_BYTES = 200;
const PROPERTY_BYTES = 80;
const GEOMETRY_BYTES = 300;

interface KeptFeatures {
  readonly features: readonly Feature[];
  readonly bytes: number;
}

/** Features by their origin and the versions of its assets. */
const kept = new LRUCache<string, KeptFeatures>({ maxSize: CACHE_BYTES, sizeCalculation: ({ bytes }) => 1 + bytes });

function bytesOf({ geometry, properties }: Feature): number {
  return FEATURE_BYTES + PROPERTY_BYTES * properties.size + (geometry === null ? 0 : GEOMETRY_BYTES);
}

/**
 * Makes passes over features that are expensive to compute. The first pass to reach a feature computes it; later passes, also those of
 * later requests over the same collection, reuse it.
 * @param make opens a pass that computes the features
 * @param find the collection's origin, by which later requests find the features
 */
export function keptElements(make: () => Cursor<Feature>, find: FindOrigin, context: Context): () => Cursor<Feature> {
  let passes: (() => Cursor<Feature>) | undefined;
  return () => {
    passes ??= sharedPasses(make, versionedKey(find, context), context);
    return passes();
  };
}

function sharedPasses(make: () => Cursor<Feature>, key: string | undefined, context: Context): () => Cursor<Feature> {
  const known = key === undefined ? undefined : kept.get(key);
  if (known) {
    meter.cacheHits++;
    context.pixels.claim(known.bytes);
    return () => cursorOf(known.features);
  }
  const shared = new SharedPass(make, context, (found) => {
    if (key !== undefined) kept.set(key, found);
  });
  return () => shared.open();
}

/** Several passes that share the features which any of them has computed. */
class SharedPass {
  readonly #make: () => Cursor<Feature>;
  readonly #context: Context;
  readonly #complete: (found: KeptFeatures) => void;
  #features: Feature[] = [];
  #bytes = 0;
  #claimed = 0;
  #source: Cursor<Feature> | undefined;
  #pulling: Promise<void> | undefined;
  #done = false;
  /** Whether there are too many features to keep. */
  #large = false;
  /** The rest of the pass that found too many features to keep: it continues behind those that were kept. */
  #rest: { readonly start: number; readonly cursor: Cursor<Feature> } | undefined;

  /** @param complete is told all features when the first pass is at its end */
  constructor(make: () => Cursor<Feature>, context: Context, complete: (found: KeptFeatures) => void) {
    this.#make = make;
    this.#context = context;
    this.#complete = complete;
  }

  open(): Cursor<Feature> {
    if (this.#large) return this.#make();
    let at = 0;
    let own: Cursor<Feature> | undefined;
    const next = (): MaybePromise<Feature | undefined> => {
      for (;;) {
        if (own) return own.next();
        if (this.#large) own = this.#continued(at);
        else if (at < this.#features.length) return this.#features[at++];
        else if (this.#done) return undefined;
        else {
          const pulling = this.#pull();
          if (pulling) return pulling.then(next);
        }
      }
    };
    return { next };
  }

  /** A pass of its own from a place on. */
  #continued(start: number): Cursor<Feature> {
    const rest = this.#rest;
    if (rest?.start === start) {
      this.#rest = undefined;
      return rest.cursor;
    }
    return deferred(async () => {
      const cursor = this.#make();
      for (let i = 0; i < start; i++) await cursor.next();
      return cursor;
    });
  }

  /** Computes a feature more. After an error, the next pass that gets to it computes all that is missing again. */
  #pull(): Promise<void> | undefined {
    if (this.#pulling) return this.#pulling;
    if (this.#source === undefined) {
      this.#source = this.#make();
      this.#features = [];
      this.#bytes = 0;
    }
    const failed = (error: unknown): never => {
      this.#source = undefined;
      throw error;
    };
    try {
      const item = this.#source.next();
      if (!(item instanceof Promise)) {
        this.#take(item);
        return undefined;
      }
      this.#pulling = item
        .then((later) => this.#take(later), failed)
        .finally(() => {
          this.#pulling = undefined;
        });
      return this.#pulling;
    } catch (error) {
      return failed(error);
    }
  }

  #take(feature: Feature | undefined): void {
    const features = this.#features;
    if (feature === undefined) {
      this.#done = true;
      this.#source = undefined;
      this.#complete({ features, bytes: this.#bytes });
      return;
    }
    const bytes = this.#bytes + bytesOf(feature);
    if (bytes > COLLECTION_BYTES) {
      this.#large = true;
      const cursor = concatenated(cursorOf([cursorOf([feature]), this.#source as Cursor<Feature>]));
      this.#rest = { start: features.length, cursor };
      this.#features = [];
      return;
    }
    features.push(feature);
    this.#bytes = bytes;
    if (bytes > this.#claimed) {
      const more = CLAIM_FEATURES * bytesOf(feature);
      this.#context.pixels.claim(more);
      this.#claimed += more;
    }
  }
}
