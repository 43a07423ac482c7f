import type { Algorithm } from '../../functions/shared/algorithms/declare.ts';
import type { Json } from '../../functions/shared/values/value.ts';

const NOTE = '<!-- Written by `npm run reference` from the declarations. Do not edit. -->';

/** The part of a name before its dot; functions without one, such as If, are a family of their own kind. */
function familyOf(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? 'Functions' : name.slice(0, dot);
}

function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function byFamily<T>(items: readonly T[], nameOf: (item: T) => string): [family: string, items: T[]][] {
  const sorted = items.toSorted((a, b) => byName(nameOf(a), nameOf(b)));
  return [...Map.groupBy(sorted, (item) => familyOf(nameOf(item)))].sort(([a], [b]) => byName(a, b));
}

/** The page that shows every public algorithm: signature, description, examples. */
export function algorithmsPage(algorithms: readonly Algorithm[]): string {
  const families = byFamily(
    algorithms.filter(({ hidden }) => !hidden),
    ({ name }) => name,
  );
  const sections = families.map(([family, members]) => [`## ${family}`, ...members.map(algorithmBlock)].join('\n\n'));
  const links = families.map(([family, { length }]) => `[${family}](#${family.toLowerCase()}) (${length})`);
  return `${[
    NOTE,
    '# Algorithms',
    'What expressions can call: parameters with their types and defaults, and examples that are run as tests.',
    links.join(', '),
    ...sections,
  ].join('\n\n')}\n`;
}

function algorithmBlock({ name, description, parameters, returns, examples }: Algorithm): string {
  const signature = parameters.map(([argument, { type, optional, defaultValue }]) => {
    return `${argument}: ${type.name}${optional ? ` = ${shown(defaultValue ?? null)}` : ''}`;
  });
  return [
    `### ${name}`,
    `${code(`${name}(${signature.join(', ')}): ${returns}`)}\n\n${description}`,
    examples.map(({ args, result }) => `- ${code(callText(name, args))} → ${code(shown(result))}`).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Backticks within need a longer fence. */
function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function callText(name: string, args: { readonly [name: string]: Json }): string {
  return `${name}(${members(args)})`;
}

function members(object: { readonly [name: string]: Json }): string {
  const texts = Object.entries(object).map(([key, value]) => {
    return `${/^\w+$/.test(key) ? key : JSON.stringify(key)}: ${shown(value)}`;
  });
  return texts.join(', ');
}

/** A value on one line, with calls as calls. */
function shown(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  const { $call: called, args } = value;
  if (typeof called === 'string') return callText(called, (args ?? {}) as { [name: string]: Json });
  return `{${members(value)}}`;
}

/** The page that says which of the public algorithms of Earth Engine exist here. */
export function coveragePage(official: readonly string[], have: ReadonlySet<string>): string {
  const families = byFamily(official, (name) => name).map(([family, names]) => ({
    family,
    existing: names.filter((name) => have.has(name)),
    missing: names.filter((name) => !have.has(name)),
  }));
  const total = official.filter((name) => have.has(name)).length;
  const rows = families.map(({ family, existing, missing }) => {
    return `| ${family} | ${existing.length} | ${missing.length} |`;
  });
  const lists = families.map(({ family, existing, missing }) => {
    return [`## ${family}`, namesLine('Existing', existing), namesLine('Missing', missing)]
      .filter((line) => line !== '')
      .join('\n\n');
  });
  return `${[
    NOTE,
    '# Coverage',
    `Of the ${official.length} public algorithms of Earth Engine, ${total} exist.`,
    ['| Family | Existing | Missing |', '| --- | ---: | ---: |', ...rows].join('\n'),
    ...lists,
  ].join('\n\n')}\n`;
}

function namesLine(label: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `${label}: ${names.map((name) => code(name)).join(', ')}`;
}
