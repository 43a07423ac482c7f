import { ENDPOINTS, type Endpoint } from './endpoint.ts';

/** An environment variable: its name, meaning, default and how it is read. */
export interface Setting<T> {
  readonly variable: string;
  /** One line for the table of variables. */
  readonly meaning: string;
  /** The default in words, for README's table; empty if there is none. */
  readonly otherwise: string;
  /**
   * The value, read anew each time.
   * @throws SettingError if the variable is set to something else than it may be
   */
  read(): T;
}

/** An environment variable that is set to something else than it may be. */
export class SettingError extends Error {
  /** @param given what it is set to; left out of the message if it is not to be seen */
  constructor(variable: string, expected: string, given?: string) {
    super(`${variable} must be ${expected}.${given === undefined ? '' : ` Got '${given.slice(0, 100)}'.`}`);
    this.name = 'SettingError';
  }
}

/** The text of a variable; one that is empty counts as not set. */
function textOf(variable: string): string | undefined {
  return process.env[variable] || undefined;
}

function number(variable: string, meaning: string, byDefault: number, { least = 1 } = {}): Setting<number> {
  return {
    variable,
    meaning,
    otherwise: String(byDefault),
    read() {
      const text = textOf(variable);
      if (text === undefined) return byDefault;
      const value = Number(text);
      if (value >= least && Number.isFinite(value)) return value;
      throw new SettingError(variable, `a number of at least ${least}`, text);
    },
  };
}

function optionalNumber(variable: string, meaning: string): Setting<number | undefined> {
  const setting = number(variable, meaning, 1);
  return { ...setting, read: () => (textOf(variable) === undefined ? undefined : setting.read()) };
}

function text(variable: string, meaning: string): Setting<string | undefined> {
  return { variable, meaning, otherwise: '', read: () => textOf(variable) };
}

function textOr(variable: string, meaning: string, otherwise: string, byDefault: () => string): Setting<string> {
  return { variable, meaning, otherwise, read: () => textOf(variable) ?? byDefault() };
}

/** A text that must look like something. */
function shaped(variable: string, meaning: string, expected: string, shape: RegExp): Setting<string | undefined> {
  return {
    ...text(variable, meaning),
    read() {
      const value = textOf(variable);
      if (value === undefined || shape.test(value)) return value;
      throw new SettingError(variable, expected, value);
    },
  };
}

/** One of some words. */
function oneOf<T extends string>(
  variable: string,
  meaning: string,
  words: readonly T[],
  byDefault: NoInfer<T>,
): Setting<T> {
  return {
    variable,
    meaning,
    otherwise: `\`${byDefault}\``,
    read() {
      const value = textOf(variable) ?? byDefault;
      const known = words.find((word) => word === value);
      if (known === undefined) throw new SettingError(variable, words.join(' or '), value);
      return known;
    },
  };
}

/** A secret, which no message may tell. */
function secret(variable: string, meaning: string): Setting<string | undefined> {
  return {
    ...text(variable, meaning),
    read() {
      const value = textOf(variable);
      if (value === undefined || SECRET.test(value)) return value;
      throw new SettingError(variable, 'at least 20 characters without spaces');
    },
  };
}

const hostProject = textOr(
  'GOOGLE_CLOUD_PROJECT',
  "the project that holds Terrane's state",
  'set by Google Cloud',
  () => textOf('GCLOUD_PROJECT') ?? 'terrane-local',
);

/** Ahead of CLOUD_TASKS_EMULATOR_HOST, which the Firebase emulator suite sets to a server that calls only functions of its own kind. */
const ownTasksEmulator = shaped(
  'TERRANE_TASKS_EMULATOR_HOST',
  'the same, ahead of it: the Firebase emulator suite sets the other one to its own',
  'HOST:PORT',
  /^[^/]+:\d+$/,
);

const tasksEmulator = shaped('CLOUD_TASKS_EMULATOR_HOST', 'a Cloud Tasks on this machine', 'HOST:PORT', /^[^/]+:\d+$/);

const SECRET = /^\S{20,}$/;

/**
 * Every environment variable that Terrane reads. The table in README.md is made from it (`npm run reference`); nothing else in
 * functions/ looks at the environment.
 */
export const SETTINGS = {
  hostProject,
  bucket: textOr(
    'TERRANE_BUCKET',
    "the bucket of the assets' rasters and tables",
    '`PROJECT-terrane`',
    () => `${hostProject.read()}-terrane`,
  ),
  buckets: {
    ...shaped(
      'TERRANE_BUCKETS',
      'the buckets that projects may read and write beside their own: `PROJECT/BUCKET` with commas between them; `*` at the end of either stands for anything',
      'PROJECT/BUCKET, with commas between them',
      /^\s*[a-z0-9-]*\*?\/[a-z0-9._-]*\*?\s*(,\s*[a-z0-9-]*\*?\/[a-z0-9._-]*\*?\s*)*$/,
    ),
    otherwise: 'none; `*/*` while `TERRANE_AUTH` is `open`',
  },
  uploads: textOr(
    'TERRANE_UPLOADS',
    'the bucket of the files that users upload in order to import them: they are kept for a day',
    '`PROJECT-terrane-uploads`',
    () => `${hostProject.read()}-terrane-uploads`,
  ),
  uploadMegabytes: number('TERRANE_UPLOAD_MEGABYTES', 'the largest file that a user may upload', 10_240),
  driveBuckets: {
    ...shaped(
      'TERRANE_DRIVE_BUCKETS',
      'the buckets that exports to Google Drive go to, into folders `drive/USER/FOLDER`, or `drive/PROJECT/USER/FOLDER` of a bucket of several projects: `PROJECT/BUCKET` with commas between them, of which the first counts; `*` at the end of a project stands for anything',
      'PROJECT/BUCKET, with commas between them',
      /^\s*[a-z0-9:.-]*\*?\/[a-z0-9._-]+\s*(,\s*[a-z0-9:.-]*\*?\/[a-z0-9._-]+\s*)*$/,
    ),
    otherwise: 'none: such exports are refused; `*/terrane-drive` with `npm start`',
  },
  uploadRelay: {
    ...shaped(
      'TERRANE_UPLOAD_RELAY',
      '`on`: uploads go to the address of this server, which passes them on to the Cloud Storage beside it',
      "'on', or not set",
      /^on$/,
    ),
    otherwise: 'by `npm start` on; else they go to Cloud Storage itself',
  },
  batchUrl: shaped(
    'TERRANE_BATCH_URL',
    'the address that Cloud Tasks calls',
    'a URL that begins with http:// or https://',
    /^https?:\/\/./,
  ),
  location: textOr('TERRANE_LOCATION', 'the location of the queues', '`us-central1`', () => 'us-central1'),
  exportSlots: number('TERRANE_EXPORT_SLOTS', 'exports of a project that run at a time', 2),
  importSlots: number('TERRANE_IMPORT_SLOTS', 'imports of a project that run at a time', 2),
  chunkWindow: number(
    'TERRANE_CHUNK_WINDOW',
    'chunks of exports that are computed or wait in the queue at a time, and as many of imports: the operations that run share them',
    64,
  ),
  chunkPixels: number(
    'TERRANE_CHUNK_PIXELS',
    'pixels a side of a chunk of an exported image, at most: some seconds of work, and an object of some megabytes',
    2048,
    { least: 16 },
  ),
  stacItems: {
    ...shaped(
      'TERRANE_STAC_ITEMS',
      '`on`: exports of images to Cloud Storage and Drive have a STAC Item beside them, `PREFIX.stac.json`, unless the request says `stacItem: false`',
      "'on', or not set",
      /^on$/,
    ),
    otherwise: 'where the request says `stacItem: true`',
  },
  leaseSeconds: number(
    'TERRANE_LEASE_SECONDS',
    'how long a step of an export is held by an instance that does not answer',
    60,
    { least: 0.1 },
  ),
  tasksServiceAccount: text('TERRANE_TASKS_SERVICE_ACCOUNT', 'the account that Cloud Tasks calls as'),
  userComputations: number('TERRANE_USER_COMPUTATIONS', 'computations that a user may have running at a time', 40),
  projectComputations: number(
    'TERRANE_PROJECT_COMPUTATIONS',
    'computations that all users of a project may have running at a time',
    200,
  ),
  userRequests: {
    ...optionalNumber('TERRANE_USER_REQUESTS', 'requests a second that a user may send, on the average of ten seconds'),
    otherwise: '100; while `TERRANE_AUTH` is `open` any number',
  },
  projectRequests: {
    ...optionalNumber('TERRANE_PROJECT_REQUESTS', 'requests a second that all users of a project may send'),
    otherwise: '500; while `TERRANE_AUTH` is `open` any number',
  },
  auth: {
    ...shaped(
      'TERRANE_AUTH',
      'who may call: `open` for everybody on the loopback address, or the tokens that are taken, with commas between them: `google`, `firebase`, `oidc`, `key`, `token`',
      'open, or a list of google, firebase, oidc, key and token',
      /^(open|(google|firebase|oidc|key|token)(,(google|firebase|oidc|key|token))*)$/,
    ),
    otherwise: 'refuse',
  },
  users: {
    ...text(
      'TERRANE_USERS',
      'who may use the server with a valid token: email addresses, `@domain`s, or `*`, with commas between them',
    ),
    otherwise: 'nobody',
  },
  owners: {
    ...text(
      'TERRANE_OWNERS',
      'who owns all projects, and says who may do what in them; written as in `TERRANE_USERS`, and admitted without being named there',
    ),
    otherwise: 'whoever has the secret of `token`',
  },
  token: secret('TERRANE_TOKEN', 'the secret of `token`: whoever has it owns the server'),
  audiences: {
    ...text('TERRANE_AUDIENCES', 'the OAuth clients that tokens of `google` may be made for; ID tokens need one'),
    otherwise: 'any, and no ID tokens',
  },
  firebaseProject: textOr(
    'TERRANE_FIREBASE_PROJECT',
    'the Firebase project of `firebase`',
    '`GOOGLE_CLOUD_PROJECT`',
    () => hostProject.read(),
  ),
  firebaseApiKey: text(
    'TERRANE_FIREBASE_API_KEY',
    'the web API key of that Firebase project, which is no secret: the console offers its users to sign in by address and password',
  ),
  oidcIssuer: shaped(
    'TERRANE_OIDC_ISSUER',
    'the issuer of `oidc`, as in the `iss` of its tokens',
    'a URL that begins with https://, or http:// on this machine',
    /^(https:\/\/.|http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/])/,
  ),
  oidcAudience: text(
    'TERRANE_OIDC_AUDIENCE',
    'whom the tokens of `oidc` must be for; several with commas between them',
  ),
  firebaseAuthEmulator: shaped(
    'FIREBASE_AUTH_EMULATOR_HOST',
    'a Firebase Auth emulator on this machine: its unsigned tokens are taken',
    'HOST:PORT',
    /^[^/]+:\d+$/,
  ),
  allowedOrigins: {
    ...text('TERRANE_ALLOWED_ORIGINS', 'pages that may call: origins with commas between them, or `*`'),
    otherwise: 'its own; pages on the loopback address while `TERRANE_AUTH` is `open`',
  },
  interactiveSeconds: number('TERRANE_INTERACTIVE_SECONDS', 'the time that an interactive request may take', 300, {
    least: 0.001,
  }),
  threads: {
    ...optionalNumber(
      'TERRANE_THREADS',
      'threads for requests that are answered at once; as many for those that take longer, and for exports',
    ),
    otherwise: 'the processor cores, at least 2',
  },
  warmThreads: {
    ...optionalNumber('TERRANE_WARM_THREADS', 'threads that are started ahead of the first request'),
    otherwise: 'one more than `TERRANE_THREADS`',
  },
  endpoint: oneOf<Endpoint>(
    'TERRANE_ENDPOINT',
    'the endpoint that a process serves: `standard` answers fast and keeps results, `high-volume` takes more requests of a user at a time and keeps less',
    ENDPOINTS,
    'standard',
  ),
  blockCacheMegabytes: number('TERRANE_BLOCK_CACHE_MEGABYTES', 'decoded blocks that each worker thread keeps', 256),
  highVolumeCacheMegabytes: number(
    'TERRANE_HIGH_VOLUME_CACHE_MEGABYTES',
    'the same for requests at the high-volume endpoint',
    64,
  ),
  tableCacheMegabytes: number('TERRANE_TABLE_CACHE_MEGABYTES', 'bytes of tables that each worker thread keeps', 64),
  tileMegabytes: number('TERRANE_TILE_MEGABYTES', 'pixels that one request may hold at a time', 1024),
  workerMegabytes: number('TERRANE_WORKER_MEGABYTES', 'the heap of each worker thread', 2048),
  log: { ...text('TERRANE_LOG', '`off`: no log lines'), otherwise: 'on' },
  otelEndpoint: {
    ...shaped(
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'the OpenTelemetry collector that traces and metrics of requests are sent to, such as `http://127.0.0.1:4318`; [its SDK](docs/operating.md#opentelemetry) goes by its other variables, too',
      'a URL that begins with http:// or https://',
      /^https?:\/\/./,
    ),
    otherwise: 'nothing is sent',
  },
  otelTraces: {
    ...text('OTEL_TRACES_EXPORTER', 'where traces go: `otlp`, `console` or `none`'),
    otherwise: '`otlp`, if there is a collector',
  },
  otelMetrics: {
    ...text('OTEL_METRICS_EXPORTER', 'the same for metrics'),
    otherwise: '`otlp`, if there is a collector',
  },
  otelService: textOr('OTEL_SERVICE_NAME', 'what traces and metrics call this server', '`terrane`', () => 'terrane'),
  otelDisabled: text('OTEL_SDK_DISABLED', '`true`: no traces and no metrics, whatever the other variables say'),
  graceSeconds: number(
    'TERRANE_GRACE_SECONDS',
    'how long requests that are under way are served when a server is told to end; Cloud Run ends it after ten',
    8,
    { least: 0.1 },
  ),
  freshSeconds: number(
    'TERRANE_FRESH_SECONDS',
    'how long an instance believes what it has read of assets, policies and objects: half a second later at most a change counts everywhere',
    1.5,
    { least: 0.1 },
  ),
  firestoreEmulator: shaped(
    'FIRESTORE_EMULATOR_HOST',
    'a Firestore on this machine; read by its client',
    'HOST:PORT',
    /^[^/]+:\d+$/,
  ),
  storageEmulator: text('STORAGE_EMULATOR_HOST', 'a Cloud Storage on this machine; read by its client'),
  tasksEmulator: { ...tasksEmulator, read: () => ownTasksEmulator.read() ?? tasksEmulator.read() },
  ownTasksEmulator,
  wakeSecret: {
    ...secret(
      'TERRANE_WAKE_SECRET',
      'the secret that a Cloud Tasks on this machine brings: for the Firebase emulator suite, behind which nobody sees where a call comes from',
    ),
    otherwise: 'wake-ups come by the loopback address',
  },
} as const satisfies { readonly [name: string]: Setting<unknown> };

/**
 * Reads every variable once, so that a mistake is told when a function starts and not by some request.
 * @throws SettingError
 */
export function checkSettings(): void {
  for (const setting of Object.values(SETTINGS)) setting.read();
}
