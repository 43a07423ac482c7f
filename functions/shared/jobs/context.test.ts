import { describe, expect, it } from 'vitest';
import { SECRET_OWNER } from '../identity/server-owners.ts';
import { jobContext as contextOf } from './context.ts';
import { ObservedInputs } from './inputs/observed-inputs.ts';
import { World } from './inputs/world.ts';

const jobContext = (signal: AbortSignal, seconds?: number) =>
  contextOf(signal, new ObservedInputs(new World({ project: 'some-project', user: SECRET_OWNER })), seconds);

const { signal } = new AbortController();

function spendFor(seconds: number | undefined, milliseconds: number): void {
  const context = jobContext(signal, seconds);
  const end = performance.now() + milliseconds;
  while (performance.now() < end) context.spend(1);
}

describe('spend', () => {
  it('ends what takes longer than the request may', () => {
    expect(() => spendFor(0.02, 60)).toThrow('Computation timed out.');
    expect(() => spendFor(60, 30)).not.toThrow();
    expect(() => spendFor(undefined, 30)).not.toThrow();
  });

  it('ends what visits too many elements', () => {
    const { spend } = jobContext(signal);
    spend(100_000_000);
    expect(() => spend(1)).toThrow('Computation timed out.');
    expect(() => jobContext(signal).spend(Number.NaN)).toThrow('Computation timed out.');
  });
});

describe('claim', () => {
  it('counts what is given back as free', () => {
    const { claim } = jobContext(signal).pixels;
    const release = claim(1024 ** 3);
    expect(() => claim(1)).toThrow('User memory limit exceeded.');
    release();
    expect(() => jobContext(signal).pixels.claim(1024 ** 3)).not.toThrow();
  });
});
