import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { JointWork } from './joint-work.ts';

/** Work that is ended by hand, and counts how often it was begun. */
function jobs() {
  const begun: { readonly signal: AbortSignal; resolve(value: string): void; reject(error: Error): void }[] = [];
  const work = (signal: AbortSignal) => {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    begun.push({ signal, resolve, reject });
    return promise;
  };
  return { begun, work };
}

const patient = new AbortController().signal;

test('what several ask for at the same time is done once', async () => {
  const joint = new JointWork<string>();
  const { begun, work } = jobs();
  const both = [joint.run('a', patient, work), joint.run('a', patient, work)];
  const other = joint.run('b', patient, work);
  begun[0].resolve('done');
  begun[1].resolve('other');
  expect(await Promise.all([...both, other])).toEqual(['done', 'done', 'other']);
  expect(begun.length).toBe(2);
  const later = joint.run('a', patient, work);
  expect(begun.length).toBe(3);
  begun[2].resolve('anew');
  expect(await later).toBe('anew');
});

test('a failure is told to all, and not remembered', async () => {
  const joint = new JointWork<string>();
  const { begun, work } = jobs();
  const both = [joint.run('a', patient, work), joint.run('a', patient, work)];
  begun[0].reject(new Error('no'));
  for (const one of both) await expect(one).rejects.toThrow('no');
  const again = joint.run('a', patient, work);
  begun[1].resolve('yes');
  expect(await again).toBe('yes');
});

test('who leaves does not stop the work for those who stay; the last one does', async () => {
  const joint = new JointWork<string>();
  const { begun, work } = jobs();
  const [one, other] = [new AbortController(), new AbortController()];
  const waiting = [joint.run('a', one.signal, work), joint.run('a', other.signal, work)];
  one.abort(new Error('left'));
  await expect(waiting[0]).rejects.toThrow('left');
  expect(begun[0].signal.aborted).toBe(false);
  other.abort(new Error('left too'));
  await expect(waiting[1]).rejects.toThrow('left too');
  expect(begun[0].signal.aborted).toBe(true);
  const both = new AbortController();
  const together = ['c', 'c'].map((key) => joint.run(key, both.signal, work));
  both.abort(new Error('both'));
  for (const one of together) await expect(one).rejects.toThrow('both');
  expect(begun[1].signal.aborted).toBe(true);
  // Nobody joins what is being stopped.
  const next = joint.run('a', patient, work);
  begun[0].reject(new Error('stopped'));
  await sleep(0);
  begun[2].resolve('new');
  expect(await next).toBe('new');
});
