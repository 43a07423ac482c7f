import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from '@cdktn/hcl2json';

const FOLDER = fileURLToPath(new URL('../terraform', import.meta.url));

/** A block of Terraform as JSON: arguments by name, expressions as `${…}`; blocks as lists. */
export interface Block {
  readonly [name: string]: unknown;
}

/** The module in infra/terraform, from all its files: blocks by type and name. */
export interface Terraform {
  readonly resource: { readonly [type: string]: { readonly [name: string]: readonly Block[] } };
  readonly data: { readonly [type: string]: { readonly [name: string]: readonly Block[] } };
  readonly variable: { readonly [name: string]: readonly Block[] };
  readonly output: { readonly [name: string]: readonly Block[] };
  readonly terraform: readonly Block[];
  /** Local values by name. */
  readonly locals: Block;
}

/** Reads the module. */
export async function readTerraform(): Promise<Terraform> {
  const module = {
    resource: {} as Record<string, Record<string, readonly Block[]>>,
    data: {} as Record<string, Record<string, readonly Block[]>>,
    variable: {} as Record<string, readonly Block[]>,
    output: {} as Record<string, readonly Block[]>,
    terraform: [] as Block[],
    locals: {} as Record<string, unknown>,
  };
  for (const name of globSync('*.tf', { cwd: FOLDER }).toSorted()) {
    const parsed = (await parse(name, readFileSync(join(FOLDER, name), 'utf8'))) as Partial<Terraform> & {
      readonly locals?: readonly Block[];
    };
    for (const kind of ['resource', 'data'] as const) {
      for (const [type, blocks] of Object.entries(parsed[kind] ?? {})) {
        module[kind][type] = { ...module[kind][type], ...blocks };
      }
    }
    Object.assign(module.variable, parsed.variable);
    Object.assign(module.output, parsed.output);
    module.terraform.push(...(parsed.terraform ?? []));
    Object.assign(module.locals, ...(parsed.locals ?? []));
  }
  for (const name of globSync('*.tf.json', { cwd: FOLDER })) {
    const { locals } = JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as { readonly locals: Block };
    Object.assign(module.locals, locals);
  }
  return module;
}
