/**
 * Writes `infra/terraform/provider-schema.json`: which arguments the resources that we use have and need, as the types of the provider's bindings
 * for JavaScript say. They are those of one release of the provider, and are not among our packages, because they take 300 MB:
 *
 *   npm install --prefix FOLDER --legacy-peer-deps --ignore-scripts @cdktf/provider-google@16.12.1
 *   node infra/generate/provider-schema.ts FOLDER
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BlockSchema, ProviderSchema } from '../deploy/provider-schema.ts';
import { readTerraform } from '../deploy/terraform.ts';

const INTERFACE = /^export interface (\w+)[^{]*\{\n([\s\S]*?)^\}/gm;
/** A property, with the argument's name in Terraform, which the comment above it has. */
const PROPERTY = /#(\w+) \w+#\w+\}(?:(?!#\w+ \w+#)[\s\S])*?readonly \w+(\?)?: ([^;]+);/g;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Usage: node infra/generate/provider-schema.ts FOLDER');
const bindings = join(folder, 'node_modules/@cdktf/provider-google');
const { resource, data } = await readTerraform();
const types = [...Object.keys(resource), ...Object.keys(data).map((type) => `data_${type}`)].toSorted();
const release = /version (\d+\.\d+\.\d+)/.exec(readFileSync(join(bindings, 'README.md'), 'utf8'))?.[1];
if (release === undefined) throw new Error('The bindings do not say which release of the provider they are of.');
const schema: ProviderSchema = { release, types: Object.fromEntries(types.map((type) => [type, schemaOf(type)])) };
// One line a resource.
const lines = Object.entries(schema.types).map(([type, block]) => `${JSON.stringify(type)}: ${JSON.stringify(block)}`);
writeFileSync(
  new URL('../terraform/provider-schema.json', import.meta.url),
  `{"release": ${JSON.stringify(release)}, "types": {\n${lines.join(',\n')}\n}}\n`,
);

function schemaOf(type: string): ProviderSchema['types'][string] {
  const path = type.replace(/^google_/, '').replaceAll('_', '-');
  const text = readFileSync(join(bindings, 'lib', path, 'index.d.ts'), 'utf8');
  const interfaces = new Map([...text.matchAll(INTERFACE)].map(([, name, body]) => [name!, body!]));
  const top = [...interfaces.keys()].find(
    (name) => name.endsWith('Config') && interfaces.get(name)?.includes('readonly id?'),
  );
  if (top === undefined) throw new Error(`There is no configuration of ${type}.`);
  // The class of the resource itself comes last; what can be read of it are its getters.
  const getters = text.slice(text.lastIndexOf('\nexport declare class ')).matchAll(/^ {4}get (\w+)\(\)/gm);
  const attributes = [...getters].map(([, name]) => name!.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  return {
    attributes: attributes.filter((name) => !name.endsWith('_input')).toSorted(),
    ...blockOf(top, interfaces),
  };
}

function blockOf(name: string, interfaces: ReadonlyMap<string, string>): BlockSchema {
  const properties = [...interfaces.get(name)!.matchAll(PROPERTY)].filter(([, argument]) => argument !== 'timeouts');
  const below = (type: string) => /^\w+/.exec(type)?.[0] ?? '';
  return {
    required: properties.flatMap(([, argument, optional]) => (optional ? [] : [argument!])),
    arguments: Object.fromEntries(
      properties.map(([, argument, , type]) => {
        const block = below(type!);
        return [argument!, interfaces.has(block) ? blockOf(block, interfaces) : null];
      }),
    ),
  };
}
