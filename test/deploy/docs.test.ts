import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../../functions/shared/settings.ts';
import { readTerraform } from '../../infra/deploy/terraform.ts';
import { megabytesOf, memoryOf, SERVICES, threadsOf } from '../../infra/generate/services.ts';

function source(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

const PAGE = source('docs/deploy.md');
const module = await readTerraform();

/** All that a pattern finds in the page, once each. */
function found(pattern: RegExp): string[] {
  return [...new Set([...PAGE.matchAll(pattern)].map((match) => match[1] ?? match[0]))].toSorted();
}

describe('docs/deploy.md', () => {
  it('names environment variables that there are', () => {
    const names = found(/\bTERRANE_[A-Z_]+/g);
    expect(names.length).toBeGreaterThan(3);
    const known = Object.values(SETTINGS).map(({ variable }) => variable as string);
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('explains every variable of the module, and names no other', () => {
    const rows = [...PAGE.matchAll(/^\| (`.*?`) \| .* \|$/gm)].map(([, cell]) => cell!);
    const explained = rows.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name!));
    expect(explained.toSorted()).toEqual(Object.keys(module.variable).toSorted());
    const [, example = ''] = /```hcl\n([\s\S]*?)```/.exec(PAGE) ?? [];
    const set = [...example.matchAll(/^(\w+)\s*=/gm)].map(([, name]) => name!);
    const needed = Object.entries(module.variable).filter(([, [block]]) => !('default' in block!));
    expect(set).toEqual(expect.arrayContaining(needed.map(([name]) => name)));
    const others = [...found(/-var (\w+)=/g), ...found(/`(\w+) = (?:true|false)`/g), ...set];
    expect(others.filter((name) => !(name in module.variable))).toEqual([]);
  });

  it('names outputs that there are', () => {
    const names = [...found(/output -raw (\w+)/g), ...found(/output `(\w+)`/g)];
    expect(names).toEqual(['url', 'address']);
    expect(names.filter((name) => !(name in module.output))).toEqual([]);
  });

  it('names services, queues and accounts that there are', () => {
    const names = found(/(?<![\w./-])terrane-[a-z]+(?:-[a-z]+)*/g);
    const known = [
      ...Object.keys(SERVICES).map((name) => `terrane-${name}`),
      ...Object.keys(module.locals['deliveries'] as object),
    ];
    expect(names).toEqual(known.toSorted());
  });

  it('names scripts and files that there are', () => {
    const { scripts } = JSON.parse(source('package.json')) as { readonly scripts: object };
    const named = [...found(/npm run ([\w:-]+)/g), 'gcp-build'];
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    const files = [
      ...found(/(?<![\w/])(?:infra|test|docs|functions)\/[\w./-]*\w/g),
      ...found(/\]\((\w+\.md)\)/g).map((name) => `docs/${name}`),
    ];
    expect(files.length).toBeGreaterThan(4);
    // That one the reader writes.
    const missing = files.filter((file) => !existsSync(new URL(`../../${file}`, import.meta.url)));
    expect(missing).toEqual(['infra/terraform/terraform.tfvars']);
  });

  it('asks for the versions that are needed', () => {
    const { engines } = JSON.parse(source('package.json')) as { readonly engines: { readonly node: string } };
    expect(PAGE).toContain(`Node.js ${engines.node.replace('>=', '')} or newer`);
    expect(PAGE).toContain(`${String(module.terraform[0]!['required_version']).replace('>= ', '')} or newer; Node.js`);
    expect(source('README.md')).toContain(`Node.js ${engines.node.replace('>=', '')} or newer`);
  });

  it('says the sizes of the services', () => {
    for (const [name, service] of Object.entries(SERVICES)) {
      const cells = [
        `\`terrane-${name}\``,
        service.cores,
        `${memoryOf(service)} GiB`,
        threadsOf(service),
        `${megabytesOf(service)} MB`,
        service.concurrency,
      ];
      expect(PAGE).toContain(`| ${cells.join(' | ')} |`);
    }
  });

  it('has prices of an instance that follow from those of its cores and memory', () => {
    const price = (name: string) => SERVICES[name]!.cores * 24e-6 + memoryOf(SERVICES[name]!) * 2.5e-6;
    for (const name of ['interactive', 'steps']) expect(PAGE).toContain(price(name).toFixed(6));
    expect(price('high-volume')).toBe(price('steps'));
    expect(PAGE).toContain((price('steps') * 3600).toFixed(2));
    expect(PAGE).toContain((43_200 * 0.2 * price('steps')).toFixed(1));
    const most: Record<string, number> = Object.fromEntries(
      [...source('infra/terraform/variables.tf').matchAll(/^ {4}([\w-]+) *= optional\(number, (\d+)\)/gm)].map(
        ([, name, count]) => [name!, Number(count)],
      ),
    );
    const hour = Object.keys(SERVICES).reduce((sum, name) => sum + most[name]! * price(name) * 3600, 0);
    expect(PAGE).toContain(`all the time: ${Math.round(hour)} an hour`);
    const idle = (SERVICES['interactive']!.cores + memoryOf(SERVICES['interactive']!)) * 2.5e-6 * 730 * 3600;
    expect(PAGE).toContain(`| ${Math.round(idle)} |`);
  });
});
