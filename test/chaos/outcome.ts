import { createHash } from 'node:crypto';
import { firestore } from '../../functions/shared/google/firestore.ts';
import { readObject } from '../../functions/shared/google/read-object.ts';
import { storage } from '../../functions/shared/google/storage.ts';
import { allSteps, operations } from '../../functions/shared/tasks/documents.ts';

/** What there is when all is over, in a form that does not depend on ids. */
export interface Outcome {
  /** The state and the error of each operation, by its description. */
  readonly operations: { readonly [description: string]: string };
  /** The digests of all objects, by their names. */
  readonly objects: { readonly [name: string]: string };
  /** Whatever should not be there any more. */
  readonly leftovers: readonly string[];
}

/** Reads what there is. @param buckets those whose objects count */
export async function readOutcome(buckets: readonly string[]): Promise<Outcome> {
  const found = (await operations().get()).docs.map((document) => document.data());
  const ids = new Map(found.map(({ id, description }) => [id as string, description as string]));
  const states = found.map(({ description, state, error }) => {
    const { message = '' } = (error as { message?: string } | undefined) ?? {};
    return [description as string, `${state} ${message}`.trim()] as const;
  });
  const doubled = states.map(([name]) => name).filter((name, i, all) => all.indexOf(name) !== i);
  const objects: [string, string][] = [];
  for (const bucket of buckets) {
    const [files] = await storage().bucket(bucket).getFiles();
    const digests = files.map(async ({ name, metadata: { generation } }) => {
      const bytes = await readObject({ bucket, object: name, generation: String(generation) });
      // The file of an asset is called by the operation that wrote it.
      const known = [...ids].find(([id]) => name.includes(id));
      const shown = known ? name.replace(known[0], known[1]) : name;
      return [`${bucket}/${shown}`, createHash('sha256').update(bytes).digest('hex')] as [string, string];
    });
    objects.push(...(await Promise.all(digests)));
  }
  return {
    operations: sorted(states),
    objects: sorted(objects),
    leftovers: [
      ...doubled.map((name) => `${name} was started twice`),
      ...objects.map(([name]) => name).filter((name) => /\.terrane-parts\/|\/operations\//.test(name)),
      ...(await allSteps().get()).docs.map(({ ref }) => ref.path),
      ...found.filter(({ litter, left }) => litter || left).map(({ description }) => `litter of ${description}`),
      ...(await runningOnes()),
    ],
  };
}

/** Slots that are held although nothing runs. */
async function runningOnes(): Promise<string[]> {
  const { docs } = await firestore().collection('projects').get();
  return docs.flatMap((document) => {
    const { running = {} } = document.data() as { running?: { [kind: string]: string[] } };
    return Object.values(running)
      .flat()
      .map((id) => `a slot of ${document.id} that ${id} has`);
  });
}

function sorted(entries: readonly (readonly [string, string])[]): { [name: string]: string } {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
