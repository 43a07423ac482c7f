import { Command } from 'commander';
import type { Operation } from '../client.ts';
import { contextOf } from '../context.ts';
import { Failure } from '../failure.ts';
import { collect } from '../options.ts';
import { aligned, styled } from '../output.ts';
import { outcomeOf, taskName } from '../scripts/outcome.ts';
import { textOf } from '../scripts/values.ts';
import { readScript, tellFailures } from './run.ts';
import { waited } from './task.ts';

/** What became of a task. */
interface Started {
  readonly task: string;
  readonly operation: string;
  readonly state: string;
  /** Where its result is, or why there is none. */
  readonly result: string;
}

/** `terrane export script.js`: starts what a script exports. */
export const EXPORT = new Command('export')
  .description('run a script, and start what it exports: each call of Export is a task')
  .argument('<script>', 'a file; - for the standard input')
  .option('-t, --task <description>', 'only the tasks of this description; may be given several times', collect, [])
  .option('--no-wait', 'do not wait until the tasks are done')
  .addHelpText(
    'after',
    '\nExamples:\n  terrane export ndvi.js\n  terrane export yearly.js --task 2023 --task 2024 --no-wait',
  )
  .action(async (file: string, { task: chosen, wait }: { task: string[]; wait: boolean }, command: Command) => {
    const { client, output } = contextOf(command);
    const { tasks, failures } = await outcomeOf(client, await readScript(file), async (things) => {
      for (const thing of things) output.note(await textOf(client, thing, false));
    });
    tellFailures(failures, file);
    if (failures.length > 0) throw new Failure('The script has failed: nothing was started.');
    const names = tasks.map(taskName);
    const unknown = chosen.find((name) => !names.includes(name));
    if (unknown !== undefined) throw new Failure(`The script has no task '${unknown}'. It has: ${names.join(', ')}.`);
    const wanted = tasks.filter((task) => chosen.length === 0 || chosen.includes(taskName(task)));
    if (wanted.length === 0) throw new Failure('The script exports nothing.');
    const begun: { readonly name: string; readonly operation: Operation }[] = [];
    for (const task of wanted) {
      const operation = await client.post<Operation>(`${client.parent}/${task.method}`, task.body);
      begun.push({ name: taskName(task), operation });
    }
    const started: Started[] = [];
    for (const { name, operation } of begun) {
      const { metadata, error } = wait ? await waited(client, output, operation.name, name) : operation;
      const result = error?.message ?? metadata.destinationUris?.join(' ') ?? '';
      started.push({ task: name, operation: operation.name, state: metadata.state, result });
      if (error) process.exitCode = 1;
    }
    output.result(started, () =>
      aligned(started.map(({ task, operation, state, result }) => [state, task, result || operation])).map((line) =>
        styled(line.startsWith('FAILED') ? 'red' : 'reset', line),
      ),
    );
  });
