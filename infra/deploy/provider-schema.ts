/** The arguments of a block: those that it needs, and all, with the blocks below. */
export interface BlockSchema {
  readonly required: readonly string[];
  readonly arguments: { readonly [name: string]: BlockSchema | null };
}

/** `infra/terraform/provider-schema.json`: what the resources that we use have, in one release of the provider. */
export interface ProviderSchema {
  readonly release: string;
  readonly types: {
    readonly [type: string]: BlockSchema & {
      /** What can be read of the resource. */
      readonly attributes: readonly string[];
    };
  };
}
