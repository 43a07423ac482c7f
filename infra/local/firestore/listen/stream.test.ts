import { describe, expect, it } from 'vitest';
import { createEngine, DEFAULT_LIMITS } from '../engine.ts';
import type { Target } from '../messages.ts';
import { commitWrites } from '../transactions/commit.ts';
import { type ListenReply, ListenStream } from './stream.ts';

const root = 'projects/p/databases/d/documents';
const signal = new AbortController().signal;
const query: Target = {
  targetId: 4,
  query: { parent: root, structuredQuery: { from: [{ collectionId: 'a' }] } },
};

/** One word a reply: the kind of change, and of which document. */
function summary(reply: ListenReply): string {
  if (reply.targetChange) return reply.targetChange.targetChangeType!;
  const { documentChange, documentDelete, documentRemove } = reply;
  if (documentChange) return `change ${documentChange.document.name.split('/').at(-1)}`;
  if (documentDelete) return `delete ${documentDelete.document.split('/').at(-1)}`;
  return `remove ${documentRemove!.document.split('/').at(-1)}`;
}

describe('a listen stream', () => {
  const open = () => {
    const engine = createEngine(undefined, DEFAULT_LIMITS);
    const sent: ListenReply[] = [];
    const listen = () => new ListenStream(engine, (reply) => sent.push(reply));
    return {
      engine,
      listen,
      set: (id: string, n: number) =>
        commitWrites(
          engine,
          root,
          [{ update: { name: `${root}/a/${id}`, fields: { n: { integerValue: `${n}` } } } }],
          signal,
        ),
      remove: (id: string) => commitWrites(engine, root, [{ delete: `${root}/a/${id}` }], signal),
      told: () => sent.splice(0),
    };
  };

  it('sends only what has changed to a listener that resumes', async () => {
    const { listen, set, remove, told } = open();
    await set('kept', 1);
    await set('changed', 1);
    await set('deleted', 1);
    const first = listen();
    first.receive({ addTarget: query });
    const { resumeToken } = told().at(-1)!.targetChange!;
    first.close();
    await set('changed', 2);
    await remove('deleted');
    await set('new', 1);
    expect(told()).toEqual([]);
    const second = listen();
    second.receive({ addTarget: { ...query, resumeToken: resumeToken! } });
    expect(told().map(summary)).toEqual([
      'ADD',
      'change changed',
      'change new',
      'delete deleted',
      'CURRENT',
      'NO_CHANGE',
    ]);
    second.close();
  });

  it('has a listener from before its memory start anew', async () => {
    const { listen, set, told } = open();
    await set('one', 1);
    const stream = listen();
    const longAgo = Buffer.alloc(8);
    longAgo.writeDoubleBE(-1);
    stream.receive({ addTarget: { ...query, resumeToken: longAgo } });
    expect(told().map(summary)).toEqual(['ADD', 'RESET', 'change one', 'CURRENT', 'NO_CHANGE']);
    stream.close();
  });

  it('serves several targets, until each is removed', async () => {
    const { listen, set, told } = open();
    const stream = listen();
    stream.receive({ addTarget: query });
    stream.receive({ addTarget: { targetId: 6, documents: { documents: [`${root}/a/one`] } } });
    expect(told().map(summary)).toEqual(['ADD', 'CURRENT', 'NO_CHANGE', 'ADD', 'delete one', 'CURRENT', 'NO_CHANGE']);
    await set('one', 1);
    expect(told().map(summary)).toEqual(['change one', 'change one', 'NO_CHANGE']);
    stream.receive({ removeTarget: 4 });
    await set('one', 2);
    expect(told().map(summary)).toEqual(['REMOVE', 'change one', 'NO_CHANGE']);
    stream.close();
  });

  it('removes a target that asks for something invalid, and says why', () => {
    const { listen, told } = open();
    const stream = listen();
    stream.receive({ addTarget: { targetId: 1, query: { parent: root, structuredQuery: {} } } });
    expect(told()).toMatchObject([{ targetChange: { targetChangeType: 'REMOVE', cause: { code: 3 } } }]);
    stream.close();
  });
});
