import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * What each part of the product may import, from the functions down to the values: only parts that are further down this list. Parts
 * are the folders of functions/ and functions/shared/; `main`, `node-version`, `storage-names`, `crc32c`, `errors`, `log`, `settings`, `endpoint` and
 * `request-scope` are files.
 */
const MAY_IMPORT: { readonly [part: string]: readonly string[] } = {
  main: ['interactive', 'batch', 'log', 'node-version'],
  interactive: [
    'api',
    'quota',
    'jobs',
    'access',
    'catalog',
    'identity',
    'messages',
    'google',
    'algorithms',
    'values',
    'errors',
    'telemetry',
    'settings',
    'request-scope',
    'endpoint',
  ],
  batch: [
    'api',
    'quota',
    'schedules',
    'tasks',
    'jobs',
    'access',
    'identity',
    'catalog',
    'messages',
    'google',
    'storage-names',
    'errors',
    'log',
    'telemetry',
    'settings',
  ],
  api: [
    'quota',
    'jobs',
    'access',
    'identity',
    'catalog',
    'messages',
    'values',
    'errors',
    'log',
    'telemetry',
    'settings',
    'measures',
    'request-scope',
    'endpoint',
  ],
  schedules: ['tasks', 'google', 'errors'],
  tasks: [
    'jobs',
    'access',
    'catalog',
    'identity',
    'messages',
    'google',
    'storage-names',
    'budget',
    'errors',
    'log',
    'settings',
  ],
  jobs: [
    'access',
    'catalog',
    'messages',
    'google',
    'expression',
    'algorithms',
    'table',
    'geometry',
    'raster',
    'values',
    'storage-names',
    'errors',
    'log',
    'settings',
    'measures',
    'request-scope',
    'endpoint',
  ],
  access: ['catalog', 'identity', 'google', 'measures', 'storage-names', 'errors', 'settings'],
  quota: ['identity', 'google', 'errors', 'log', 'settings', 'endpoint'],
  catalog: ['identity', 'messages', 'google', 'geometry', 'raster', 'values', 'errors'],
  identity: ['errors', 'settings'],
  messages: ['values', 'errors'],
  google: ['table', 'raster', 'measures', 'storage-names', 'crc32c', 'budget', 'spare-buffers', 'errors', 'settings'],
  expression: ['algorithms', 'raster', 'measures', 'values', 'errors'],
  algorithms: ['learning', 'geometry', 'raster', 'measures', 'values', 'storage-names', 'errors'],
  learning: ['errors'],
  table: ['geometry', 'raster', 'values', 'crc32c', 'errors'],
  geometry: ['raster', 'values', 'errors'],
  raster: ['assembly', 'measures', 'values', 'budget', 'spare-buffers', 'errors'],
  values: ['errors'],
  'storage-names': [],
  crc32c: ['assembly'],
  assembly: [],
  budget: [],
  'spare-buffers': [],
  errors: [],
  telemetry: ['measures', 'log', 'settings', 'endpoint'],
  log: ['settings'],
  'node-version': [],
  settings: ['endpoint'],
  'request-scope': ['measures', 'endpoint'],
  measures: [],
  endpoint: [],
};

/** Parts that know HTTP. */
const HTTP_PARTS = ['interactive', 'batch', 'api'];
const HTTP_MODULES = ['node:http', 'node:https', 'node:http2', '@google-cloud/functions-framework'];

/** Parts that read what Terrane has stored. */
const STORING_PARTS = ['interactive', 'batch', 'tasks', 'jobs', 'access', 'catalog', 'google'];

interface Import {
  readonly file: string;
  readonly specifier: string;
}

const STATIC = /^(?:import|export)\s(?:[^'";]*?\sfrom\s)?'([^']+)'/gm;
const DYNAMIC = /\bimport\('([^']+)'\)/g;

const files = globSync('functions/**/*.ts', { cwd: ROOT }).filter((file) => !/\.(test|testing)\.ts$/.test(file));
function source(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}
const imports: readonly Import[] = files.flatMap((file) => {
  const text = source(file);
  return [...text.matchAll(STATIC), ...text.matchAll(DYNAMIC)].map(([, specifier]) => ({ file, specifier }));
});

/** The file of the product that an import leads to; undefined for a package's. */
function targetOf({ file, specifier }: Import): string | undefined {
  return specifier.startsWith('.') ? join(dirname(file), specifier) : undefined;
}

function partOf(file: string): string {
  const [, first, second] = file.split('/');
  return (first === 'shared' ? second : first).replace(/\.ts$/, '');
}

/** Groups of files each of which imports, by way of others of the group, itself (strongly connected components, Tarjan 1972). */
function circles(): string[][] {
  const targets = Map.groupBy(imports, ({ file }) => file);
  const order = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): number => {
    const own = order.size;
    order.set(file, own);
    open.push(file);
    let low = own;
    for (const each of targets.get(file) ?? []) {
      const target = targetOf(each);
      if (target === undefined) continue;
      if (!order.has(target)) low = Math.min(low, visit(target));
      else if (open.includes(target)) low = Math.min(low, order.get(target) ?? low);
    }
    if (low === own) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1) found.push(circle.toSorted());
    }
    return low;
  };
  for (const file of files) if (!order.has(file)) visit(file);
  return found;
}

function shown({ file, specifier }: Import): string {
  return `${file} imports ${specifier}`;
}

it('the parts are in order: imports run one way', () => {
  const parts = Object.keys(MAY_IMPORT);
  for (const [part, others] of Object.entries(MAY_IMPORT)) {
    for (const other of others) expect(parts.indexOf(other), `${part} → ${other}`).toBeGreaterThan(parts.indexOf(part));
  }
});

describe('the console', () => {
  const own = globSync('console/src/**/*.{ts,tsx}', { cwd: ROOT }).filter((file) => !file.includes('.test.'));
  const taken = own.flatMap((file) => {
    const text = source(file);
    return [...text.matchAll(STATIC), ...text.matchAll(DYNAMIC)].map(([, specifier]) => ({ file, specifier }));
  });

  it('knows the REST surface and nothing else', () => {
    expect(own.length).toBeGreaterThan(50);
    const wrong = taken.filter((each) => {
      const target = targetOf(each);
      return target !== undefined && !/^(console\/src|scripting)\//.test(target);
    });
    expect(wrong.map(shown)).toEqual([]);
  });

  it('shares nothing with the sandbox of scripts, which is built apart, but what scripting/ has', () => {
    const across = taken.filter((each) => {
      const target = targetOf(each);
      const isSandbox = (path: string) => path.startsWith('console/src/sandbox/');
      return target?.startsWith('console/') && isSandbox(target) !== isSandbox(each.file);
    });
    expect(across.map(shown)).toEqual([]);
    expect(source('scripting/messages.ts')).not.toMatch(/^export (?!type|interface)/m);
  });
});

describe('the command line', () => {
  it('knows the REST surface and nothing else', () => {
    const own = globSync('cli/**/*.ts', { cwd: ROOT }).filter((file) => !file.includes('.test.'));
    expect(own.length).toBeGreaterThan(10);
    const taken = own.flatMap((file) => {
      const text = source(file);
      return [...text.matchAll(STATIC), ...text.matchAll(DYNAMIC)].map(([, specifier]) => ({ file, specifier }));
    });
    const wrong = taken.filter((each) => {
      const target = targetOf(each);
      return target !== undefined && !/^(cli|scripting)\//.test(target);
    });
    expect(wrong.map(shown)).toEqual([]);
  });
});

describe('what is known of scripts', () => {
  it('stands by itself', () => {
    const own = globSync('scripting/*.ts', { cwd: ROOT }).filter((file) => !file.includes('.test.'));
    expect(own.length).toBeGreaterThan(2);
    for (const file of own) {
      for (const [, specifier] of source(file).matchAll(STATIC)) expect(specifier, file).toMatch(/^\.\/[\w-]+\.ts$/);
    }
  });
});

describe('the product', () => {
  it('is found, in the parts that are known', () => {
    expect(imports.length).toBeGreaterThan(1_000);
    expect([...new Set(files.map(partOf))].toSorted()).toEqual(Object.keys(MAY_IMPORT).toSorted());
  });

  it('imports along the allowed directions only', () => {
    const wrong = imports.filter((each) => {
      const target = targetOf(each);
      if (target === undefined || !target.startsWith('functions/')) return false;
      const [from, to] = [partOf(each.file), partOf(target)];
      return from !== to && !MAY_IMPORT[from].includes(to);
    });
    expect(wrong.map(shown)).toEqual([]);
  });

  it('knows HTTP in its upper parts only', () => {
    const wrong = imports.filter(
      (each) => HTTP_MODULES.includes(each.specifier) && !HTTP_PARTS.includes(partOf(each.file)),
    );
    expect(wrong.map(shown)).toEqual([]);
  });

  it('does without infra/, test/ and helpers of tests', () => {
    const wrong = imports.filter((each) => {
      const target = targetOf(each);
      return target !== undefined && (!target.startsWith('functions/') || /\.(test|testing)\.ts$/.test(target));
    });
    expect(wrong.map(shown)).toEqual([]);
  });

  it('looks at the environment in one place, and writes log lines in one', () => {
    const using = (what: RegExp) => files.filter((file) => what.test(source(file)));
    expect(using(/process\.env\b/)).toEqual(['functions/shared/settings.ts']);
    expect(using(/process\.std(?:out|err)\b|\bconsole\.\w+\(/)).toEqual(['functions/shared/log.ts']);
  });

  it('has no circles of imports, of types neither', () => {
    expect(circles()).toEqual([]);
  });

  it('reads what is stored by schemas only', () => {
    const storing = files.filter((file) => STORING_PARTS.includes(partOf(file)));
    expect(storing.filter((file) => /\bJSON\.parse\([^;\n]*\) as\b/.test(source(file)))).toEqual([]);
    // Counts and sums are no documents.
    const reading = storing.filter((file) => /\.data\(\)/.test(source(file).replace(/\.get\(\)\)\.data\(\)/g, '')));
    expect(reading).toEqual(['functions/shared/google/stored.ts']);
  });

  it('has one place that knows what can be exported and imported', () => {
    const running = files.filter((file) => ['tasks', 'batch'].includes(partOf(file)));
    expect(running.filter((file) => /\bcontent [!=]==? '/.test(source(file)))).toEqual([]);
  });

  it("leaves the catalogue's collections to the catalogue", () => {
    const wrong = imports.filter((each) => {
      const isOwn = targetOf(each) === 'functions/shared/catalog/collection.ts';
      return isOwn && partOf(each.file) !== 'catalog';
    });
    expect(wrong.map(shown)).toEqual([]);
    const naming = files.filter((file) => /collection(?:Group)?\('(?:assets|discarded)'\)/.test(source(file)));
    expect(naming).toEqual(['functions/shared/catalog/collection.ts']);
  });

  it('computes without the clients of Firestore and Tasks, which each thread would have to load', () => {
    const open = ['functions/shared/jobs/threads/work.ts'];
    const packages = new Set<string>();
    for (const file of open) {
      const values = source(file).replace(/^(?:import|export) type .*$/gm, '');
      for (const [, specifier] of values.matchAll(STATIC)) {
        const target = targetOf({ file, specifier });
        if (target === undefined) packages.add(specifier);
        else if (!open.includes(target)) open.push(target);
      }
    }
    expect(packages).toContain('@google-cloud/storage');
    expect([...packages].filter((name) => /firestore|tasks|grpc/.test(name))).toEqual([]);
  });

  it('needs no package but its dependencies, and optional ones in the one file that is loaded where they are wanted', () => {
    const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      readonly dependencies: object;
      readonly peerDependencies: object;
    };
    const optional = { ...dependencies, ...peerDependencies };
    const wrong = imports.filter((each) => {
      if (each.specifier.startsWith('.') || each.specifier.startsWith('node:')) return false;
      const [first, second] = each.specifier.split('/');
      const known = each.file === 'functions/shared/telemetry/open-telemetry.ts' ? optional : dependencies;
      return !Object.hasOwn(known, first.startsWith('@') ? `${first}/${second}` : first);
    });
    expect(wrong.map(shown)).toEqual([]);
  });
});
