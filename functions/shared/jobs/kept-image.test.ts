import { describe, expect, it } from 'vitest';
import type { Image } from '../raster/image.ts';
import { type JobContext, jobContext } from './context.ts';
import type { RenderJob } from './job.ts';
import { withKeptImage } from './kept-image.ts';

const { signal } = new AbortController();
let value = 0;

/** The tile of an image that no other test has. */
function tileOf(project = 'p', number = value++): RenderJob {
  const node = {
    functionInvocationValue: { functionName: 'Image.constant', arguments: { value: { constantValue: number } } },
  };
  return {
    kind: 'render',
    caller: { project },
    expression: JSON.stringify({ result: '0', values: { 0: node } }),
    fileFormat: 'PNG',
    tile: { zoom: 0, x: 0, y: 0 },
    limits: 'tile',
  };
}

interface Used {
  readonly image: Image;
  readonly context: JobContext;
}

const use = (job: RenderJob, then: (context: JobContext) => void = () => undefined, seconds = 60): Promise<Used> =>
  withKeptImage(
    job,
    () => jobContext(signal, seconds),
    seconds,
    async (_, image, context) => {
      then(context);
      return { image, context };
    },
  );

describe('images of map tiles', () => {
  it('are evaluated once for several tiles, each of which has its own time', async () => {
    const job = tileOf();
    const first = await use(job, (context) => context.spend(60_000_000));
    const second = await use(job, (context) => context.spend(60_000_000));
    expect(second.image).toBe(first.image);
    await expect(use(job, (context) => context.spend(1e9))).rejects.toThrow('Computation timed out.');
  });

  it('are those of one project', async () => {
    const number = value++;
    const [one, other] = [await use(tileOf('p', number)), await use(tileOf('q', number))];
    expect(other.image).not.toBe(one.image);
  });

  it('are not used again after a failure', async () => {
    const job = tileOf();
    const { image } = await use(job);
    const failing = use(job, () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect((await use(job)).image).not.toBe(image);
  });

  it('are let go if they hold on to much memory', async () => {
    const job = tileOf();
    const { image } = await use(job, ({ pixels }) => void pixels.claim(2 ** 27));
    const next = await use(job, ({ pixels }) => pixels.claim(2 ** 27)());
    expect(next.image).not.toBe(image);
    expect(next.context.claimed).toBe(0);
    expect((await use(job)).image).toBe(next.image);
  });
});
