import { describe, expect, it } from 'vitest';
import { SECRET_OWNER } from '../identity/server-owners.ts';
import type { Image } from '../raster/image.ts';
import { type JobContext, jobContext } from './context.ts';
import { evaluateImage } from './evaluate.ts';
import { ObservedInputs } from './inputs/observed-inputs.ts';
import { World } from './inputs/world.ts';
import { KeptImages } from './kept-image.ts';

const { signal } = new AbortController();
let value = 0;

/** The expression of an image that no other test has. */
function newImage(number = value++): string {
  const node = {
    functionInvocationValue: { functionName: 'Image.constant', arguments: { value: { constantValue: number } } },
  };
  return JSON.stringify({ result: '0', values: { 0: node } });
}

interface Used {
  readonly image: Image;
  readonly context: JobContext;
}

let current = true;
const images = new KeptImages<ObservedInputs>(8, async () => current);

const use = (
  expression: string,
  then: (context: JobContext) => void = () => undefined,
  { seconds = 60, key = expression } = {},
): Promise<Used> =>
  images.use(
    key,
    {
      open: () =>
        jobContext(signal, new ObservedInputs(new World({ project: 'some-project', user: SECRET_OWNER })), seconds),
      evaluate: (context) => evaluateImage(expression, context),
    },
    { seconds, stop: signal },
    async (image, context) => {
      then(context);
      return { image, context };
    },
  );

describe('images that are asked for in parts', () => {
  it('are evaluated once for several parts, each of which has its own time', async () => {
    const job = newImage();
    const first = await use(job, (context) => context.spend(60_000_000));
    const second = await use(job, (context) => context.spend(60_000_000));
    expect(second.image).toBe(first.image);
    await expect(use(job, (context) => context.spend(1e9))).rejects.toThrow('Computation timed out.');
  });

  it('are told apart by their keys', async () => {
    const job = newImage();
    const [one, other] = [await use(job, undefined, { key: 'p' }), await use(job, undefined, { key: 'q' })];
    expect(other.image).not.toBe(one.image);
  });

  it('are evaluated anew once what they are made of has changed', async () => {
    const job = newImage();
    const { image } = await use(job);
    current = false;
    const next = await use(job);
    current = true;
    expect(next.image).not.toBe(image);
    expect((await use(job)).image).toBe(next.image);
  });

  it('are not used again after a failure', async () => {
    const job = newImage();
    const { image } = await use(job);
    const failing = use(job, () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect((await use(job)).image).not.toBe(image);
  });

  it('are let go if they hold on to much memory', async () => {
    const job = newImage();
    const { image } = await use(job, ({ pixels }) => void pixels.claim(2 ** 27));
    const next = await use(job, ({ pixels }) => pixels.claim(2 ** 27)());
    expect(next.image).not.toBe(image);
    expect(next.context.claimed).toBe(0);
    expect((await use(job)).image).toBe(next.image);
  });
});
