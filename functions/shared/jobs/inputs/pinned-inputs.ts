import type { AssetRecord } from '../../catalog/asset.ts';
import { ServiceError } from '../../errors.ts';
import type { ObjectState } from '../../google/object-file.ts';
import type { Inputs } from './inputs.ts';
import { type Pins, pageKey } from './pins.ts';
import { childrenOfState, childrenStateNow, objectNow, recordNow } from './world.ts';

/**
 * The states that inputs had when an operation was planned, even if they have been replaced or deleted since. An input that the plan did
 * not read must not have changed since then: otherwise each method throws FAILED_PRECONDITION.
 */
export class PinnedInputs implements Inputs {
  readonly #pins: Pins;

  constructor(pins: Pins) {
    this.#pins = pins;
  }

  async asset(name: string): Promise<AssetRecord | undefined> {
    if (Object.hasOwn(this.#pins.assets, name)) return this.#pins.assets[name] ?? undefined;
    const record = await recordNow(name);
    if (record && record.changed > this.#pins.time) throw changed(`The asset '${name}'`);
    return record;
  }

  async children(parent: string, after: string | undefined): Promise<readonly AssetRecord[]> {
    const key = pageKey(parent, after);
    if (Object.hasOwn(this.#pins.pages, key)) return this.#pins.pages[key];
    const state = await childrenStateNow(parent);
    const page = await childrenOfState(parent, after, state);
    const planned = Object.hasOwn(this.#pins.states, parent) ? this.#pins.states[parent] : state;
    if (state !== planned || page.some((record) => record.changed > this.#pins.time)) {
      throw changed(`The collection '${parent}'`);
    }
    return page;
  }

  async object(uri: string): Promise<ObjectState | undefined> {
    if (Object.hasOwn(this.#pins.objects, uri)) return this.#pins.objects[uri] ?? undefined;
    const object = await objectNow(uri);
    if (object && object.written > this.#pins.time) throw changed(uri);
    return object;
  }
}

function changed(what: string): ServiceError {
  return new ServiceError(
    'FAILED_PRECONDITION',
    `${what} has changed since the task was planned. Start the task again to use it as it is now.`,
  );
}
