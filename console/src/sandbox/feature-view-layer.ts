import type { ScriptLayer } from '../../../scripting/messages.ts';
import { expressionOf, named } from './client.ts';

const NAMES = ['assetId', 'visParams', 'name', 'shown', 'opacity'];

/** `ui.Map.FeatureViewLayer`: what is set of it counts when it is added to the map. */
export class FeatureViewLayer {
  #given: Record<string, unknown>;

  constructor(...given: unknown[]) {
    this.#given = named(NAMES, given);
  }

  setAssetId(assetId: unknown): this {
    return this.#set({ assetId });
  }

  setVisParams(visParams: unknown): this {
    return this.#set({ visParams });
  }

  setName(name: unknown): this {
    return this.#set({ name });
  }

  setShown(shown: unknown): this {
    return this.#set({ shown });
  }

  setOpacity(opacity: unknown): this {
    return this.#set({ opacity });
  }

  #set(change: Record<string, unknown>): this {
    this.#given = { ...this.#given, ...change };
    return this;
  }

  /** @param usualName its name if it was given none */
  layer(usualName: string): ScriptLayer {
    const { assetId, visParams, name, shown, opacity } = this.#given;
    if (typeof assetId !== 'string' || assetId === '')
      throw new Error('ui.Map.FeatureViewLayer: an assetId is expected.');
    return {
      kind: 'view',
      asset: assetId,
      expression: expressionOf(visParams ?? {}),
      visualization: {},
      name: String(name ?? usualName),
      shown: shown !== false,
      opacity: typeof opacity === 'number' ? opacity : 1,
    };
  }
}
