import { Command } from 'commander';
import type { Client } from '../client.ts';
import { contextOf } from '../context.ts';
import { Failure } from '../failure.ts';
import { styled } from '../output.ts';

interface Check {
  readonly what: string;
  readonly outcome: 'ok' | 'failed';
  readonly detail: string;
}

/** The checks, each of which needs the one before it. */
const CHECKS: readonly { readonly what: string; run(client: Client): Promise<string> }[] = [
  {
    what: 'the server answers',
    async run({ target: { url } }) {
      const began = performance.now();
      const reply = await fetch(`${url}/$discovery/rest?version=v1`).catch(() => undefined);
      const title = reply?.ok ? ((await reply.json()) as { title?: string }).title : undefined;
      if (title !== 'Terrane') throw new Failure(`There is no Terrane at ${url}. Start one: terrane serve`);
      return `${url}, in ${Math.round(performance.now() - began)} ms`;
    },
  },
  {
    what: 'you may use the project',
    async run(client) {
      await client.get(`${client.parent}/algorithms?fields=algorithms(name)`);
      return client.target.project;
    },
  },
  {
    what: 'values are computed',
    async run(client) {
      const sum = {
        functionName: 'Number.add',
        arguments: { left: { constantValue: 1 }, right: { constantValue: 2 } },
      };
      const expression = { result: '0', values: { 0: { functionInvocationValue: sum } } };
      const { result } = await client.post<{ result: unknown }>(`${client.parent}/value:compute`, { expression });
      if (result !== 3) throw new Failure(`1 + 2 is said to be ${JSON.stringify(result)}.`);
      return '1 + 2 = 3';
    },
  },
  {
    what: 'assets are listed',
    async run(client) {
      const { assets = [] } = await client.get<{ assets?: unknown[] }>(`${client.parent}:listAssets?pageSize=1000`);
      return `${assets.length} at the root`;
    },
  },
];

/** `terrane doctor`: what works, and what does not. */
export const DOCTOR = new Command('doctor')
  .description('check that the server works for you')
  .action(async (_, command: Command) => {
    const { client, output } = contextOf(command);
    const checks: Check[] = [];
    for (const { what, run } of CHECKS) {
      try {
        checks.push({ what, outcome: 'ok', detail: await run(client) });
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        checks.push({ what, outcome: 'failed', detail: error.message });
        process.exitCode = 1;
        break;
      }
    }
    output.result(checks, () =>
      checks.map(
        ({ what, outcome, detail }) =>
          `${styled(outcome === 'ok' ? 'green' : 'red', outcome.padEnd(6))}  ${what}: ${detail}`,
      ),
    );
  });
