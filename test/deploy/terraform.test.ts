import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeRefusal } from '../../functions/node-version.ts';
import { SETTINGS } from '../../functions/shared/settings.ts';
import { DELIVERIES } from '../../functions/shared/tasks/wake/queues.ts';
import type { BlockSchema, ProviderSchema } from '../../infra/deploy/provider-schema.ts';
import { type Block, readTerraform, type Terraform } from '../../infra/deploy/terraform.ts';
import { SERVICES } from '../../infra/generate/services.ts';

function source(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

/** What the provider says of the resources that we use: written by infra/generate/provider-schema.ts. */
const SCHEMA = JSON.parse(source('infra/terraform/provider-schema.json')) as ProviderSchema;

/** Arguments that Terraform itself has for every resource. */
const META = ['for_each', 'count', 'depends_on', 'lifecycle', 'provider', 'dynamic'];

/** The API that serves a resource, by how its type begins; the longest counts. */
const APIS: { readonly [prefix: string]: string } = {
  google_artifact_registry_: 'artifactregistry',
  google_cloud_run_: 'run',
  google_cloud_scheduler_: 'cloudscheduler',
  google_cloud_tasks_: 'cloudtasks',
  google_cloudfunctions2_: 'cloudfunctions',
  google_compute_: 'compute',
  google_firebaserules_: 'firebaserules',
  google_firestore_: 'firestore',
  google_secret_manager_: 'secretmanager',
  google_service_account: 'iam',
  google_storage_: 'storage',
};

/** APIs that are on before anything else is: docs/deploy.md has the command. */
const BEFORE = ['google_project_iam_member', 'google_project_service'];

/** Variables of the functions that infra/terraform does not set itself: `settings` is for them. */
const LEFT_TO_SETTINGS = [
  'TERRANE_EXPORT_SLOTS',
  'TERRANE_IMPORT_SLOTS',
  'TERRANE_LEASE_SECONDS',
  'TERRANE_CHUNK_WINDOW',
  'TERRANE_CHUNK_PIXELS',
  'TERRANE_STAC_ITEMS',
  'TERRANE_DRIVE_BUCKETS',
  'TERRANE_LOG',
  'TERRANE_FRESH_SECONDS',
  'TERRANE_GRACE_SECONDS',
  'TERRANE_USER_COMPUTATIONS',
  'TERRANE_PROJECT_COMPUTATIONS',
  'TERRANE_USER_REQUESTS',
  'TERRANE_PROJECT_REQUESTS',
  'TERRANE_UPLOAD_MEGABYTES',
  'TERRANE_FIREBASE_API_KEY',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_TRACES_EXPORTER',
  'OTEL_METRICS_EXPORTER',
  'OTEL_SERVICE_NAME',
  'OTEL_SDK_DISABLED',
];

/** Variables that must not be set in the cloud. */
const LOCAL_ONLY = Object.values(SETTINGS)
  .map(({ variable }) => variable)
  .filter((variable) => /_EMULATOR_HOST$|_RELAY$/.test(variable) || variable === SETTINGS.wakeSecret.variable);

let module: Terraform;
/** All resources and data: `type.name`, as references say, and their block. */
let blocks: Map<string, Block>;

beforeAll(async () => {
  module = await readTerraform();
  blocks = new Map(
    [
      ...Object.entries(module.resource).map((entry) => ['', ...entry] as const),
      ...Object.entries(module.data).map((entry) => ['data.', ...entry] as const),
    ].flatMap(([prefix, type, named]) =>
      Object.entries(named).map(([name, [block]]) => [`${prefix}${type}.${name}`, block!] as const),
    ),
  );
});

/** All texts in a value. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(texts);
}

const REFERENCE = /(?<![\w.])(data\.google_\w+|google_\w+|var|local)\.([\w-]+)(?:(?:\[[^\]]*\])?\.(\w+))?/g;

/** What a value refers to: `type.name` and the attribute behind it. */
function references(value: unknown): { readonly target: string; readonly attribute: string | undefined }[] {
  return texts(value).flatMap((text) =>
    [...text.matchAll(REFERENCE)].map(([, kind, name, attribute]) => ({ target: `${kind}.${name}`, attribute })),
  );
}

/** An expression as the parser writes it. */
function expression(text: string): string {
  return `\${${text}}`;
}

/** What is wrong with the arguments of a block. */
function mistakes(block: Block, schema: BlockSchema, path: string): string[] {
  const dynamic = (block['dynamic'] ?? {}) as {
    readonly [name: string]: readonly { readonly content: readonly Block[] }[];
  };
  const given = [...Object.keys(block).filter((name) => !META.includes(name)), ...Object.keys(dynamic)];
  const below = [
    ...given.flatMap((name) => {
      const inner = schema.arguments[name];
      const value = block[name];
      return inner && Array.isArray(value) ? value.map((each) => [name, inner, each as Block] as const) : [];
    }),
    ...Object.entries(dynamic).flatMap(([name, uses]) => {
      const inner = schema.arguments[name];
      return inner ? uses.flatMap(({ content }) => content.map((each) => [name, inner, each] as const)) : [];
    }),
  ];
  return [
    ...given.filter((name) => !(name in schema.arguments)).map((name) => `${path} has no argument ${name}`),
    ...schema.required.filter((name) => !given.includes(name)).map((name) => `${path} lacks ${name}`),
    ...below.flatMap(([name, inner, each]) => mistakes(each, inner, `${path}.${name}`)),
  ];
}

function resourceTypes(): string[] {
  return Object.keys(module.resource);
}

describe('the Terraform module', () => {
  it('pins the provider whose arguments are known here', () => {
    const [{ google }] = module.terraform[0]!['required_providers'] as [{ google: { version: string } }];
    expect(google.version).toBe(SCHEMA.release);
  });

  it('gives every resource the arguments that it needs, and no other', () => {
    expect(blocks.size).toBeGreaterThan(30);
    const wrong = [...blocks].flatMap(([name, block]) => {
      const type = name.startsWith('data.') ? `data_${name.split('.')[1]}` : name.split('.')[0]!;
      const schema = SCHEMA.types[type];
      return schema ? mistakes(block, schema, name) : [`${type} is not in provider-schema.json`];
    });
    expect(wrong).toEqual([]);
  });

  it('is told of mistakes by that check', () => {
    const schema = SCHEMA.types['google_cloud_tasks_queue']!;
    const block = { name: 'q', rate_limits: [{ max_concurent: 1 }], dynamic: { retry: [{ content: [{}] }] } };
    expect(mistakes(block, schema, 'q')).toEqual([
      'q has no argument retry',
      'q lacks location',
      'q.rate_limits has no argument max_concurent',
    ]);
  });

  it('refers to what there is only', () => {
    const everything = [...blocks.values(), module.locals, module.output, module.variable];
    const found = everything.flatMap(references);
    expect(found.length).toBeGreaterThan(100);
    const known = (target: string) => {
      const [kind, name = ''] = target.split('.');
      if (kind === 'var') return name in module.variable;
      if (kind === 'local') return name in module.locals;
      return blocks.has(target);
    };
    expect([...new Set(found.map(({ target }) => target))].filter((target) => !known(target))).toEqual([]);
    const unread = found.filter(({ target, attribute }) => {
      const type = target.replace('data.', 'data_').split('.')[0]!;
      const schema = SCHEMA.types[type];
      return schema && attribute !== undefined && !schema.attributes.includes(attribute);
    });
    expect(unread).toEqual([]);
  });

  it('uses whatever it declares', () => {
    const all = [...blocks.values(), module.locals, module.output, module.variable];
    const used = new Set(all.flatMap(references).map(({ target }) => target));
    const declared = [
      ...Object.keys(module.variable).map((name) => `var.${name}`),
      ...Object.keys(module.locals).map((name) => `local.${name}`),
    ];
    expect(declared.filter((name) => !used.has(name))).toEqual([]);
  });

  it('says what its variables and outputs are', () => {
    for (const [name, [block]] of [...Object.entries(module.variable), ...Object.entries(module.output)]) {
      expect([name, block!['description']]).toEqual([name, expect.stringMatching(/^[A-Z].*\.$/)]);
    }
    for (const [name, [block]] of Object.entries(module.variable))
      expect([name, block!['type']]).not.toContain(undefined);
  });

  it('switches on each API before what needs it', () => {
    const [enabled = ''] = texts(blocks.get('google_project_service.apis')!['for_each']);
    for (const type of resourceTypes().filter((each) => !BEFORE.includes(each))) {
      const prefix = Object.keys(APIS).find((each) => type.startsWith(each));
      expect([type, prefix]).not.toContain(undefined);
      expect(enabled).toContain(`"${APIS[prefix!]}.googleapis.com"`);
    }
    const next = (name: string): string[] => {
      const direct = references(blocks.get(name)).map(({ target }) => target);
      const inLocals = direct.filter((target) => target.startsWith('local.'));
      return [
        ...direct,
        ...inLocals.flatMap((target) => references(module.locals[target.slice(6)]).map((each) => each.target)),
      ];
    };
    const leadsToApis = (name: string, seen = new Set<string>()): boolean => {
      if (name === 'google_project_service.apis') return true;
      if (seen.has(name)) return false;
      seen.add(name);
      return next(name).some((target) => blocks.has(target) && leadsToApis(target, seen));
    };
    const early = [...blocks.keys()].filter((name) => !name.startsWith('data.') && !leadsToApis(name));
    expect(early).toEqual([]);
  });

  it('has no circle of references', () => {
    const done = new Set<string>();
    const visit = (name: string, path: readonly string[]): string[] | undefined => {
      if (path.includes(name)) return [...path, name];
      if (done.has(name)) return undefined;
      const value = name.startsWith('local.') ? module.locals[name.slice(6)] : blocks.get(name);
      for (const { target } of references(value)) {
        const circle = visit(target, [...path, name]);
        if (circle) return circle;
      }
      done.add(name);
      return undefined;
    };
    for (const name of blocks.keys()) expect(visit(name, [])).toBeUndefined();
  });

  it.skipIf(spawnSync('terraform', ['version']).status !== 0)('is formatted (skipped without Terraform)', () => {
    const folder = fileURLToPath(new URL('../../infra/terraform', import.meta.url));
    expect(spawnSync('terraform', ['fmt', '-check', folder], { encoding: 'utf8' }).stdout).toBe('');
  });
});

describe('the functions that it deploys', () => {
  const environment = () =>
    [...String(module.locals['environment']).matchAll(/^\s*([A-Z_]+)\s*=/gm)].map(([, name]) => name!);
  const services = () =>
    module.locals['services'] as { readonly [name: string]: { readonly environment: Record<string, string> } };
  const build = () => (blocks.get('google_cloudfunctions2_function.function')!['build_config'] as Block[])[0]!;
  const service = () => (blocks.get('google_cloudfunctions2_function.function')!['service_config'] as Block[])[0]!;
  const secrets = () => texts(service()['dynamic']).filter((text) => /^[A-Z_]+$/.test(text));

  it('get environment variables that Terrane reads, each of those that the cloud needs, and none of a local cloud', () => {
    const known = Object.values(SETTINGS).map(({ variable }) => variable as string);
    for (const { environment: own } of Object.values(services())) {
      const set = [...environment(), ...secrets(), ...Object.keys(own)];
      expect(set.filter((name) => !known.includes(name))).toEqual([]);
      expect(set.filter((name) => LOCAL_ONLY.includes(name))).toEqual([]);
      expect(new Set(set).size).toBe(set.length);
    }
    const somewhere = new Set([
      ...environment(),
      ...secrets(),
      ...Object.values(services()).flatMap(({ environment: own }) => Object.keys(own)),
      ...LEFT_TO_SETTINGS,
      ...LOCAL_ONLY,
    ]);
    expect(known.filter((name) => !somewhere.has(name))).toEqual([]);
  });

  it('get values that Terrane takes', () => {
    for (const { environment: own } of Object.values(services())) {
      for (const [name, value] of Object.entries(own)) {
        const setting = Object.values(SETTINGS).find(({ variable }) => variable === name)!;
        const before = process.env[name];
        process.env[name] = value;
        try {
          expect(String(setting.read())).toBe(value);
        } finally {
          if (before === undefined) delete process.env[name];
          else process.env[name] = before;
        }
      }
    }
  });

  it('are found by `main`, as the buildpack finds them', () => {
    expect(build()['entry_point']).toBe(expression('each.value.entry_point'));
    expect(JSON.stringify([...blocks.values()])).not.toContain('GOOGLE_FUNCTION_SOURCE');
    const { main } = JSON.parse(source('package.json')) as { readonly main: string };
    expect(main).toBe('dist/functions/main.js');
    const exported = [...source('functions/main.ts').matchAll(/^export const \{ (\w+) \}/gm)].map(([, name]) => name);
    expect(new Set(Object.values(SERVICES).map(({ entryPoint }) => entryPoint))).toEqual(new Set(exported));
  });

  it('run on a Node.js that runs Terrane', () => {
    expect(nodeRefusal(`${/^nodejs(\d+)$/.exec(String(build()['runtime']))?.[1]}.0.0`)).toBeUndefined();
  });

  it('are called by the queues that Terrane sends to', () => {
    const queues = source('functions/shared/tasks/wake/queues.ts').match(/(?<=')terrane-[a-z]+(?=')/g);
    expect(new Set(Object.keys(module.locals['deliveries'] as object))).toEqual(new Set(queues));
    const [retry] = blocks.get('google_cloud_tasks_queue.queue')!['retry_config'] as Block[];
    expect(Number(retry!['max_attempts'])).toBeGreaterThan(0);
    expect(Number(retry!['max_attempts']), 'as many as those of the local cloud').toBe(DELIVERIES);
  });

  it('call the steps at the address for which Cloud Tasks and Cloud Scheduler make their tokens', () => {
    expect(module.locals['steps_url']).toContain('terrane-steps-');
    expect(String(module.locals['environment'])).toMatch(/TERRANE_BATCH_URL\s*= local\.steps_url\n/);
    const [target] = blocks.get('google_cloud_scheduler_job.sweep')!['http_target'] as [Block];
    expect(target['uri']).toBe(`${expression('local.steps_url')}/tasks/sweep`);
    expect(target['oidc_token']).toEqual([
      {
        audience: expression('local.steps_url'),
        service_account_email: expression('google_service_account.tasks.email'),
      },
    ]);
  });
});

describe('what is kept from strangers', () => {
  it('buckets are never public', () => {
    for (const bucket of Object.values(module.resource['google_storage_bucket']!)) {
      expect(bucket[0]).toMatchObject({ public_access_prevention: 'enforced', uniform_bucket_level_access: true });
    }
    const source = (blocks.get('google_storage_bucket_object.source') as { bucket: string }).bucket;
    expect(source).not.toContain('google_storage_bucket.assets');
  });

  it("the functions' account has no rights in the project but on its database", () => {
    const grants = Object.entries(module.resource['google_project_iam_member']!).filter(([, [block]]) =>
      texts(block).some((text) => text.includes('google_service_account.functions')),
    );
    expect(grants.map(([, [block]]) => block!['role'])).toEqual(['roles/datastore.user']);
    expect(grants[0]![1][0]!['condition']).toHaveLength(1);
  });

  it('whoever may call the functions, nobody reaches the steps from outside', () => {
    const config = (blocks.get('google_cloudfunctions2_function.function')!['service_config'] as Block[])[0]!;
    expect(config['ingress_settings']).toBe(
      expression('each.value.public ? "ALLOW_INTERNAL_AND_GCLB" : "ALLOW_INTERNAL_ONLY"'),
    );
    const groups = blocks.get('google_compute_region_network_endpoint_group.function')!;
    expect(groups['for_each']).toContain('if service.public');
  });

  it('the load balancer goes by path templates', () => {
    const map = JSON.stringify(blocks.get('google_compute_url_map.terrane'));
    expect(map).toContain('path_template_match');
    expect(map).not.toContain('regex_match');
  });
});

describe('Firestore', () => {
  interface Field {
    readonly collectionGroup: string;
    readonly fieldPath: string;
    readonly ttl?: boolean;
  }
  const file = JSON.parse(source('firestore.indexes.json')) as { readonly fieldOverrides: readonly Field[] };

  it('gets the indexes, overrides and rules of the files that the Firebase command line deploys', () => {
    expect(String(module.locals['firestore'])).toContain('../../firestore.indexes.json');
    expect(blocks.get('google_firestore_index.index')!['for_each']).toContain('local.firestore.indexes');
    expect(blocks.get('google_firestore_field.override')!['for_each']).toContain('local.firestore.fieldOverrides');
    expect(texts(blocks.get('google_firebaserules_ruleset.firestore')).join()).toContain('../../firestore.rules');
  });

  it('forgets saved requests, profiles, tokens, operations that are over, ids of requests, and what instances that have ended said of their use', () => {
    const text = source('functions/interactive/requests/saved-requests.ts');
    const [, kinds = ''] = /^const KINDS = \{([^}]*)\}/m.exec(text) ?? [];
    const saved = [...kinds.matchAll(/(\w+):/g)].map(([, kind]) => `${kind}.expireTime`);
    expect(text).toContain('expireTime: z.instanceof(Timestamp)');
    expect(source('functions/shared/tasks/write-operation.ts')).toContain('expires: Timestamp');
    expect(source('functions/shared/tasks/transitions/submit.ts')).toContain('createTime: now, expires }');
    expect(source('functions/shared/quota/shared-use.ts')).toContain('expires: z.instanceof(Timestamp)');
    const forgotten = file.fieldOverrides.filter(({ ttl }) => ttl);
    expect(forgotten.map(({ collectionGroup, fieldPath }) => `${collectionGroup}.${fieldPath}`).toSorted()).toEqual(
      [
        ...saved,
        ...['downloads.expireTime', 'keys.expireTime', 'profiles.expireTime', 'tokens.expireTime'],
        ...['operations.expires', 'requests.expires', 'tasks.expires', 'usage.expires'],
      ].toSorted(),
    );
  });
});
