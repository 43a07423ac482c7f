import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, constant, type OwnTerrane, startTerrane } from '../terrane.ts';

let terrane: OwnTerrane;

beforeAll(async () => {
  terrane = await startTerrane();
  await terrane.compute(constant(1));
}, 60_000);
afterAll(() => terrane.stop());

/**
 * Posts a body; says what was answered, and the milliseconds of processor time that it took of the thread that serves everybody, which here
 * sends the body, too.
 */
async function post(body: string): Promise<{ status: number; text: string; served: number }> {
  const bytes = Buffer.from(body);
  const before = process.threadCpuUsage();
  const reply = await fetch(`${terrane.url}/v1/projects/terrane-demo/value:compute`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: bytes,
  });
  const text = await reply.text();
  const { user, system } = process.threadCpuUsage(before);
  return { status: reply.status, text, served: (user + system) / 1_000 };
}

/** The JSON text of a sum of `count` numbers, each an argument of the next. */
function chain(count: number): string {
  const open =
    '{"functionInvocationValue":{"functionName":"Number.add","arguments":{"right":{"constantValue":1},"left":';
  return `${open.repeat(count)}{"constantValue":0}${'}}}'.repeat(count)}`;
}

describe('a body of ten megabytes', () => {
  it('that is nested all the way down is refused, and keeps nobody waiting', async () => {
    const { status, text, served } = await post('['.repeat(10_000_000));
    expect(status).toBe(400);
    expect(text).toContain('Invalid JSON payload received. It is nested deeper than 1000000 levels.');
    expect(served).toBeLessThan(200);
  });

  it('that is an expression is computed, and keeps nobody waiting', async () => {
    const count = 90_000;
    const { text, served } = await post(`{"expression":{"result":"0","values":{"0":${chain(count)}}}}`);
    expect(JSON.parse(text)).toEqual({ result: count });
    expect(served).toBeLessThan(200);
  });

  it('is checked as a small one', async () => {
    const long = 'x'.repeat(100_000);
    const wrong = await post(JSON.stringify({ expression: { result: 0, values: {} }, workloadTag: long }));
    expect(JSON.parse(wrong.text).error.message).toBe("Invalid value at 'expression.result' (TYPE_STRING), 0");
    const unknown = await post(JSON.stringify({ expression: { result: '0', values: {} }, [long]: 1 }));
    expect(unknown.status).toBe(400);
    const node = call('String', { input: constant(long) });
    const right = await post(JSON.stringify({ expression: { result: '0', values: { 0: node } } }));
    expect(JSON.parse(right.text)).toEqual({ result: long });
  });
});
