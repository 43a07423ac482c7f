import { startProvider } from '../../functions/shared/identity/identity.testing.ts';
import { DEMO_PROJECT, installSamples } from '../../infra/local/samples.ts';
import { serveTerrane } from '../../infra/local/serve.ts';
import { heavy, ndvi, sum } from '../load/images.ts';
import { expression } from '../load/target.ts';
import { quantiles, table } from './measure.ts';

const SECRET = 'the-secret-of-this-benchmark';
const USERS = ['ann@example.org', 'bob@example.org', 'cleo@example.org'];
/** Heavy expressions that each of two users has under way. */
const HEAVY = 10;
const REQUESTS = 600;
/** Tiles of a map that are asked for. */
const TILES = 48;

/** Light requests of one user, alone and while two others keep all workers busy with heavy ones: through HTTP and the local cloud. */
export async function benchCalm(): Promise<void> {
  const provider = await startProvider();
  Object.assign(process.env, {
    TERRANE_LOG: 'off',
    TERRANE_AUTH: 'oidc,token',
    TERRANE_TOKEN: SECRET,
    TERRANE_OIDC_ISSUER: provider.issuer,
    TERRANE_OIDC_AUDIENCE: 'terrane',
    TERRANE_USERS: '@example.org',
    TERRANE_OWNERS: USERS.join(),
    TERRANE_USER_REQUESTS: '10000',
    TERRANE_PROJECT_REQUESTS: '10000',
  });
  const terrane = await serveTerrane();
  await installSamples(terrane.url);
  const tokens = await Promise.all(USERS.map((email) => provider.signed({ sub: email, email })));
  const post = (user: number, method: string, body: object, signal?: AbortSignal) =>
    fetch(`${terrane.url}/v1/projects/${DEMO_PROJECT}/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens[user]}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...(signal ? { signal } : {}),
    });
  const maps = await Promise.all(
    Array.from({ length: Math.ceil((3 * REQUESTS) / TILES) }, async (_, i) => {
      const map = await post(2, 'maps', { expression: expression(ndvi(i)), fileFormat: 'PNG' });
      return ((await map.json()) as { name: string }).name;
    }),
  );
  let asked = 0;
  /** A tile around 34.9 W, 8 S that nobody has asked for yet. */
  const tile = async () => {
    const i = asked++;
    const [zoom, x, y] = [14, 6600 + (i % 8), 8555 + ((i >> 3) % 6)];
    const reply = await fetch(`${terrane.url}/v1/${maps[Math.floor(i / TILES)]}/tiles/${zoom}/${x}/${y}`);
    if (!reply.ok) throw new Error(await reply.text());
    await reply.arrayBuffer();
  };
  const add = async (i: number) => {
    const reply = await post(2, 'value:compute', { expression: sum(i) });
    if (!reply.ok) throw new Error(await reply.text());
    await reply.json();
  };
  const measure = async (ask: (i: number) => Promise<void>) => {
    const durations: number[] = [];
    for (let i = 0; i < REQUESTS; i++) {
      const start = performance.now();
      await ask(i);
      durations.push(performance.now() - start);
    }
    return { ...quantiles(durations), most: Math.max(...durations) };
  };
  for (const ask of [tile, add]) await measure(ask);
  const alone = { tile: await measure(tile), sum: await measure(add) };
  const leaving = new AbortController();
  const others = Array.from({ length: 2 * HEAVY }, (_, i) =>
    post(i % 2, 'value:compute', { expression: heavy(i) }, leaving.signal).catch(() => {}),
  );
  const first = performance.now();
  await add(0);
  const start = performance.now() - first;
  const beside = { tile: await measure(tile), sum: await measure(add) };
  leaving.abort();
  await Promise.all(others);
  const milliseconds = (value: number) => value.toFixed(1);
  table(
    `Light requests, beside ${2 * HEAVY} heavy ones of two others (the first, right after them, took ${milliseconds(start)} ms)`,
    (['tile', 'sum'] as const).map((request) => ({
      request: request === 'tile' ? 'map tile (NDVI), ms' : '1 + 2, ms',
      'alone p50': milliseconds(alone[request].p50),
      'alone p95': milliseconds(alone[request].p95),
      'beside p50': milliseconds(beside[request].p50),
      'beside p95': milliseconds(beside[request].p95),
      'beside, longest': milliseconds(beside[request].most),
      'p95 ratio': (beside[request].p95 / alone[request].p95).toFixed(2),
    })),
  );
  await terrane.stop();
  await provider.stop();
}
