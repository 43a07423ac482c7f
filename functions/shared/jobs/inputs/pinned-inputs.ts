import type { AssetRecord } from '../../catalog/asset.ts';
import { bareLink } from '../../catalog/link.ts';
import { ServiceError } from '../../errors.ts';
import type { ObjectState } from '../../google/object-file.ts';
import { type Inputs, withLinks } from './inputs.ts';
import { type Pins, pageKey } from './pins.ts';
import type { World } from './world.ts';

/**
 * The states that inputs had when an operation was planned, even if they have been replaced or deleted since. An input that the plan did
 * not read must not have changed since then: otherwise each method throws FAILED_PRECONDITION. Assets that the caller may no longer read
 * are not found.
 */
export class PinnedInputs implements Inputs {
  readonly #pins: Pins;
  readonly #world: World;
  /** The names of the assets that were asked for and found. */
  readonly #found = new Set<string>();

  constructor(pins: Pins, world: World) {
    this.#pins = pins;
    this.#world = world;
  }

  /** Whether the caller may still read all that was found. */
  async isReadable(): Promise<boolean> {
    const checks = await Promise.all([...this.#found].map((name) => this.#world.mayRead(name)));
    return checks.every((may) => may);
  }

  async asset(name: string): Promise<AssetRecord | undefined> {
    const record = (await this.#world.mayRead(name)) ? await this.#record(name) : undefined;
    if (record) this.#found.add(name);
    if (!record?.link?.followed) return record;
    if (!(await this.#world.mayRead(record.link.source))) return bareLink(record);
    this.#found.add(record.link.source);
    return record;
  }

  async #record(name: string): Promise<AssetRecord | undefined> {
    if (Object.hasOwn(this.#pins.assets, name)) return this.#pins.assets[name] ?? undefined;
    const record = await this.#world.record(name);
    if (record && record.changed > this.#pins.time) throw changed(`The asset '${name}'`);
    return record;
  }

  async children(parent: string, after: string | undefined): Promise<readonly AssetRecord[]> {
    return withLinks(await this.#page(parent, after), this);
  }

  async #page(parent: string, after: string | undefined): Promise<readonly AssetRecord[]> {
    await this.#world.requireRead(parent);
    const key = pageKey(parent, after);
    if (Object.hasOwn(this.#pins.pages, key)) return this.#pins.pages[key];
    const state = await this.#world.childrenState(parent);
    const page = await this.#world.children(parent, after, state);
    const planned = Object.hasOwn(this.#pins.states, parent) ? this.#pins.states[parent] : state;
    if (state !== planned || page.some((record) => record.changed > this.#pins.time)) {
      throw changed(`The collection '${parent}'`);
    }
    return page;
  }

  async object(uri: string): Promise<ObjectState | undefined> {
    if (Object.hasOwn(this.#pins.objects, uri)) return this.#pins.objects[uri] ?? undefined;
    const object = await this.#world.object(uri);
    if (object && object.written > this.#pins.time) throw changed(uri);
    return object;
  }

  objectNow(uri: string): Promise<ObjectState | undefined> {
    return this.object(uri);
  }
}

function changed(what: string): ServiceError {
  return new ServiceError(
    'FAILED_PRECONDITION',
    `${what} has changed since the task was planned. Start the task again to use it as it is now.`,
  );
}
