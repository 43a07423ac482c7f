import { createHash } from 'node:crypto';
import type { AssetRecord } from '../../catalog/asset.ts';
import { stateOf } from '../../catalog/link.ts';
import { invalid } from '../../errors.ts';
import type { ObjectState } from '../../google/object-file.ts';
import { type Inputs, withLinks } from './inputs.ts';
import { type Pins, pageKey } from './pins.ts';
import type { World } from './world.ts';

/** The current states of inputs. The first state found of each is remembered, and returned again. */
export class ObservedInputs implements Inputs {
  readonly #world: World;
  readonly #time = Date.now();
  readonly #assets = new Map<string, Promise<AssetRecord | undefined>>();
  readonly #pages = new Map<string, Promise<readonly AssetRecord[]>>();
  readonly #states = new Map<string, Promise<string>>();
  readonly #objects = new Map<string, Promise<ObjectState | undefined>>();

  constructor(world: World) {
    this.#world = world;
  }

  asset(name: string): Promise<AssetRecord | undefined> {
    return remembered(this.#assets, name, () => this.#world.record(name));
  }

  async children(parent: string, after: string | undefined): Promise<readonly AssetRecord[]> {
    const page = await remembered(this.#pages, pageKey(parent, after), async () => {
      const state = await remembered(this.#states, parent, () => this.#world.childrenState(parent));
      return this.#world.children(parent, after, state);
    });
    return withLinks(page, this);
  }

  object(uri: string): Promise<ObjectState | undefined> {
    return remembered(this.#objects, uri, () => this.#world.object(uri));
  }

  objectNow(uri: string): Promise<ObjectState | undefined> {
    return remembered(this.#objects, uri, () => this.#world.objectNow(uri));
  }

  /** Whether all inputs that were read are still in the states that were found, and the caller may still read them. */
  async isCurrent(): Promise<boolean> {
    const checks = [
      ...[...this.#assets].map(
        async ([name, found]) => stateOf(await found) === stateOf(await this.#world.record(name)),
      ),
      ...[...this.#states].map(async ([parent, found]) => (await found) === (await this.#world.childrenState(parent))),
      ...[...this.#objects].map(
        async ([uri, found]) => (await found)?.generation === (await this.#world.object(uri))?.generation,
      ),
    ];
    return (await Promise.all(checks)).every((same) => same);
  }

  /** A text that is another one if any of it is; undefined where nothing was asked for. */
  async digest(): Promise<string | undefined> {
    const lines = [
      ...[...this.#assets].map(async ([name, found]) => `${name} ${stateOf(await found)}`),
      ...[...this.#states].map(async ([parent, found]) => `${parent}/ ${await found}`),
      ...[...this.#objects].map(async ([uri, found]) => `${uri} ${(await found)?.generation}`),
    ];
    if (lines.length === 0) return undefined;
    return createHash('sha256')
      .update((await Promise.all(lines)).sort().join('\n'))
      .digest('hex')
      .slice(0, 32);
  }

  /** All of it, for those who are to read the same. */
  async pins(): Promise<Pins> {
    return {
      time: this.#time,
      assets: await settled(this.#assets, (record) => record ?? null),
      pages: await settled(this.#pages, (page) => page),
      states: await settled(this.#states, (state) => state),
      objects: await settled(this.#objects, (object) => object ?? null),
    };
  }
}

/** Bytes of pins that are kept: some ten thousand records. */
const MAX_PINS = 64 * 1024 * 1024;

/**
 * The JSON text of the pins of all inputs that were read.
 * @throws INVALID_ARGUMENT if there are too many
 */
export async function pinsText(inputs: ObservedInputs): Promise<string> {
  const text = JSON.stringify(await inputs.pins());
  if (text.length <= MAX_PINS) return text;
  throw invalid('The task reads too many assets to keep note of. Split it, or filter its collections more narrowly.');
}

function remembered<T>(known: Map<string, Promise<T>>, key: string, find: () => Promise<T>): Promise<T> {
  let found = known.get(key);
  if (!found) {
    found = find();
    known.set(key, found);
    // What could not be read is asked for again.
    found.catch(() => known.delete(key));
  }
  return found;
}

async function settled<T, U>(
  known: ReadonlyMap<string, Promise<T>>,
  shown: (value: T) => U,
): Promise<{ [key: string]: U }> {
  const entries = [...known].map(async ([key, value]) => [key, shown(await value)] as const);
  return Object.fromEntries(await Promise.all(entries));
}
