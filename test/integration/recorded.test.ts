import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../../infra/local/api-client.ts';
import { sharedTerrane } from './terrane.ts';

interface Recorded {
  readonly client: string;
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: unknown;
}

const file = new URL('../../../shared/recorded-requests.json', import.meta.url);
const requests = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Recorded[]) : [];
const PUBLIC = 'projects/earthengine-public';

/** What a client expects of each request; operations that were never started are not found. */
function expectedStatus({ url }: Recorded): number {
  return /operations\/ABCDEF/.test(url) ? 404 : 200;
}

describe.skipIf(requests.length === 0)(
  'requests recorded from the official clients (skipped where ../shared is missing)',
  () => {
    const subject = sharedTerrane();

    beforeAll(async () => {
      // The recordings ask for another elevation model: the extract stands in under its name.
      const api = new ApiClient(subject.url, 'earthengine-public');
      await api.post(`${PUBLIC}/assets?assetId=USGS`, { type: 'FOLDER' });
      await api.post(`${PUBLIC}/assets/CGIAR/SRTM90_V4:copy`, { destinationName: `${PUBLIC}/assets/USGS/SRTMGL1_003` });
    });

    it.each(requests.map((request, i) => [i, request.client, request.method, request.url, request] as const))(
      '%i: %s %s %s',
      async (_, __, method, url, request) => {
        const { host: ___, 'content-length': ____, connection: _____, ...headers } = request.headers;
        const response = await fetch(subject.url + url, {
          method,
          headers,
          ...(request.body === null
            ? {}
            : { body: typeof request.body === 'string' ? request.body : JSON.stringify(request.body) }),
        });
        expect(response.status, await response.clone().text()).toBe(expectedStatus(request));
        if (url.includes('value:compute')) expect(await response.json()).toEqual({ result: 3 });
        if (url.includes('/algorithms')) {
          const { algorithms } = (await response.json()) as { algorithms: { name: string }[] };
          expect(algorithms.every(({ name }) => name.startsWith('algorithms/'))).toBe(true);
        }
        if (/(maps|thumbnails)\?/.test(url)) {
          expect(await response.json()).toMatchObject({
            name: expect.stringMatching(/^projects\/demo-proj\/(maps|thumbnails)\/./),
          });
        }
        if (url.includes('computePixels')) {
          // NumPy's magic, and one field a band.
          const bytes = Buffer.from(await response.arrayBuffer());
          expect(bytes.subarray(1, 6).toString()).toBe('NUMPY');
          expect(bytes.subarray(0, 128).toString('latin1')).toContain("'elevation'");
        }
        if (url.includes(':export')) {
          expect(await response.json()).toMatchObject({ metadata: { type: 'EXPORT_IMAGE', priority: 200 } });
        }
      },
    );
  },
);
