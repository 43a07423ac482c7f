import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FirestoreServer, startFirestore } from '../server.ts';
import { callOnce, callStream, DATABASE, rawClientOf } from '../testing/client.ts';

const root = `${DATABASE}/documents`;

describe('the methods that the official client does not use', () => {
  let server: FirestoreServer;
  let client: ReturnType<typeof rawClientOf>;
  beforeAll(async () => {
    server = await startFirestore({});
    client = rawClientOf(server);
  });
  afterAll(async () => {
    client.close();
    await server.stop();
  });

  it('create, get, update and delete a document', async () => {
    const fields = { n: { integerValue: '1' }, m: { stringValue: 'x' } };
    const created = await callOnce<{ name: string }>(client, 'CreateDocument', {
      parent: root,
      collectionId: 'a',
      document: { fields },
    });
    expect(created.name).toMatch(/\/documents\/a\/[A-Za-z0-9]{20}$/);
    const again = { parent: root, collectionId: 'a', documentId: created.name.split('/').at(-1), document: {} };
    await expect(callOnce(client, 'CreateDocument', again)).rejects.toMatchObject({ code: 6 });
    await callOnce(client, 'UpdateDocument', {
      document: { name: created.name, fields: { n: { integerValue: '2' } } },
      updateMask: { fieldPaths: ['n'] },
    });
    const read = { name: created.name, mask: { fieldPaths: ['n'] } };
    expect(await callOnce(client, 'GetDocument', read)).toMatchObject({ fields: { n: { integerValue: '2' } } });
    await callOnce(client, 'DeleteDocument', { name: created.name, currentDocument: { exists: true } });
    await expect(callOnce(client, 'GetDocument', read)).rejects.toMatchObject({ code: 5 });
  });

  it('begin a transaction apart from its first read', async () => {
    const { transaction } = await callOnce<{ transaction: Buffer }>(client, 'BeginTransaction', { database: DATABASE });
    await callStream(client, 'RunQuery', {
      parent: root,
      structuredQuery: { from: [{ collectionId: 'q' }] },
      transaction,
    });
    const write = { update: { name: `${root}/q/one`, fields: {} } };
    await callOnce(client, 'Commit', { database: DATABASE, writes: [write], transaction });
    expect(await callOnce(client, 'GetDocument', { name: `${root}/q/one` })).toMatchObject({ name: `${root}/q/one` });
  });

  it('refuse writes in a read-only transaction', async () => {
    const options = { readOnly: {} };
    const begun = await callOnce<{ transaction: Buffer }>(client, 'BeginTransaction', { database: DATABASE, options });
    const writes = [{ update: { name: `${root}/q/never`, fields: {} } }];
    const request = { database: DATABASE, writes, transaction: begun.transaction };
    await expect(callOnce(client, 'Commit', request)).rejects.toMatchObject({ code: 3 });
  });

  it('list documents in pages that changes do not shift', async () => {
    const documents = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ update: { name: `${root}/pages/${id}`, fields: {} } }));
    await callOnce(client, 'Commit', { database: DATABASE, writes: documents });
    const request = { parent: root, collectionId: 'pages', pageSize: 2 };
    type Page = { documents: { name: string }[]; nextPageToken?: string };
    const first = await callOnce<Page>(client, 'ListDocuments', request);
    await callOnce(client, 'DeleteDocument', { name: `${root}/pages/a` });
    const second = await callOnce<Page>(client, 'ListDocuments', { ...request, pageToken: first.nextPageToken });
    const third = await callOnce<Page>(client, 'ListDocuments', { ...request, pageToken: second.nextPageToken });
    const ids = [first, second, third].flatMap((page) => page.documents.map(({ name }) => name.split('/').at(-1)));
    expect(ids).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(third.nextPageToken).toBeFalsy();
  });

  it('say what is left out', async () => {
    const structuredQuery = { from: [{ collectionId: 'a' }] };
    const refused: [string, object][] = [
      ['RunQuery', { parent: root, structuredQuery, explainOptions: {} }],
      ['ExecutePipeline', { database: DATABASE }],
    ];
    for (const [method, request] of refused) {
      await expect(callStream(client, method, request)).rejects.toMatchObject({
        code: 12,
        details: expect.stringContaining('does not implement'),
      });
    }
    await expect(callOnce(client, 'PartitionQuery', { parent: root })).rejects.toMatchObject({ code: 12 });
  });

  it('refuse malformed names, paths, queries and values', async () => {
    const value = { integerValue: '1' };
    const array = { arrayValue: { values: [{ arrayValue: { values: [value] } }] } };
    const refused: [string, object][] = [
      ['GetDocument', { name: 'projects/p/databases/d/documents' }],
      ['GetDocument', { name: 'nonsense' }],
      ['GetDocument', { name: `${root}/a` }],
      ['GetDocument', { name: `${root}/a/..` }],
      ['Commit', { database: DATABASE, writes: [{}] }],
      ['Commit', { database: DATABASE, writes: [{ update: { name: `${root}/a/b`, fields: { array } } }] }],
      ['Commit', { database: 'projects/p/databases/other', writes: [{ delete: `${root}/a/b` }] }],
      ['Commit', { database: DATABASE, transaction: Buffer.from('unknown') }],
      ['BatchWrite', { database: DATABASE, writes: [{ delete: `${root}/a/b` }, { delete: `${root}/a/b` }] }],
    ];
    for (const [method, request] of refused) {
      await expect(callOnce(client, method, request), JSON.stringify(request)).rejects.toMatchObject({ code: 3 });
    }
    const from = [{ collectionId: 'a' }];
    const filter = (field: string, op: string) => ({ fieldFilter: { field: { fieldPath: field }, op, value } });
    for (const structuredQuery of [
      {},
      { from: [] },
      { from, limit: { value: -1 } },
      { from, where: filter('a..b', 'EQUAL') },
      { from, where: filter('`a', 'EQUAL') },
      { from, where: filter('__name__', 'EQUAL') },
      { from, where: filter('a', 'IN') },
      { from, where: {} },
      { from, startAt: { values: [value, value] } },
    ]) {
      const query = callStream(client, 'RunQuery', { parent: root, structuredQuery });
      await expect(query, JSON.stringify(structuredQuery)).rejects.toMatchObject({ code: 3 });
    }
  });
});
