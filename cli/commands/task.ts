import { Command } from 'commander';
import type { Client, Operation } from '../client.ts';
import { contextOf } from '../context.ts';
import { operationName } from '../names.ts';
import { aligned, bar, harmless, type Output, styled } from '../output.ts';

const LIST = new Command('list')
  .description('list exports and imports, the newest first')
  .option('-n, --limit <number>', 'at most so many', '20')
  .option('-s, --state <state>', 'those in a state: PENDING, RUNNING, SUCCEEDED, FAILED, CANCELLED')
  .action(async ({ limit, state }: { limit: string; state?: string }, command: Command) => {
    const { client, output } = contextOf(command);
    const found: Operation[] = [];
    for await (const operation of client.list<Operation>(`${client.parent}/operations`, 'operations')) {
      if (state !== undefined && operation.metadata.state !== state.toUpperCase()) continue;
      found.push(operation);
      if (found.length >= Number(limit)) break;
    }
    output.result(found, () => aligned(found.map(rowOf)));
  });

const INFO = new Command('info')
  .description('show what is known of a task')
  .argument('<task>', 'its id')
  .action(async (id: string, _, command: Command) => {
    const { client, output } = contextOf(command);
    const operation = await client.get<Operation>(operationName(id, client.target.project));
    output.result(operation, () => linesOf(operation));
  });

const CANCEL = new Command('cancel')
  .description('end tasks before they are done')
  .argument('<task...>', 'their ids')
  .action(async (ids: string[], _, command: Command) => {
    const { client, output } = contextOf(command);
    for (const id of ids) await client.post(`${operationName(id, client.target.project)}:cancel`, {});
    output.result(ids, () => ids.map((id) => `${id} is being cancelled`));
  });

const RERUN = new Command('rerun')
  .description('start an export once more, as it was started')
  .argument('<task>', 'its id')
  .action(async (id: string, _, command: Command) => {
    const { client, output } = contextOf(command);
    const operation = await client.post<Operation>(`${operationName(id, client.target.project)}:rerun`, {});
    const { changedInputs: changed } = operation.metadata;
    output.result(operation, () => [
      `${id} is started again as ${idOf(operation)}`,
      ...(changed === undefined ? ['which versions of its inputs it read is not known'] : []),
      ...(changed ?? []).map((name) => `  has changed since: ${name}`),
    ]);
  });

const WAIT = new Command('wait')
  .description('wait until tasks are done; fails if one does')
  .argument('<task...>', 'their ids')
  .action(async (ids: string[], _, command: Command) => {
    const { client, output } = contextOf(command);
    const ended: Operation[] = [];
    for (const id of ids) ended.push(await waited(client, output, operationName(id, client.target.project)));
    output.result(ended, () => ended.flatMap(linesOf));
    if (ended.some(({ error }) => error)) process.exitCode = 1;
  });

const LOGS = new Command('logs')
  .description('show the stages of a task, with what each has done and said')
  .argument('<task>', 'its id')
  .option('-f, --follow', 'until it has ended')
  .action(async (id: string, { follow = false }: { follow?: boolean }, command: Command) => {
    const { client, output } = contextOf(command);
    const name = operationName(id, client.target.project);
    const shown = new Set<string>();
    const show = (operation: Operation) => {
      for (const line of logOf(operation)) {
        if (!output.isJson && !shown.has(line)) console.log(harmless(line));
        shown.add(line);
      }
    };
    const operation = follow ? await client.ended(name, show) : await client.get<Operation>(name);
    show(operation);
    if (output.isJson) output.result(operation.metadata.stages ?? [], () => []);
    if (follow && operation.error) process.exitCode = 1;
  });

/** `terrane task …` */
export const TASKS = new Command('task')
  .description('watch, cancel and repeat exports and imports')
  .addCommand(LIST)
  .addCommand(INFO)
  .addCommand(CANCEL)
  .addCommand(RERUN)
  .addCommand(WAIT)
  .addCommand(LOGS);

/** Waits for the end of an operation, and shows how far it is. */
export async function waited(client: Client, output: Output, name: string, label = idOf({ name })): Promise<Operation> {
  const operation = await client.ended(name, ({ metadata: { state, progress = 0 } }) =>
    output.progress(`${label}  ${state === 'RUNNING' ? bar(progress) : state}`),
  );
  output.done();
  return operation;
}

function idOf({ name }: Pick<Operation, 'name'>): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function rowOf(operation: Operation): string[] {
  const { state, type, progress, createTime, description = '' } = operation.metadata;
  const part = state === 'RUNNING' && progress !== undefined ? ` ${Math.round(progress * 100)} %` : '';
  return [idOf(operation), state + part, type, createTime.slice(0, 19), operation.error?.message ?? description];
}

/** What is known of the course of an operation, a line each. */
function logOf({ metadata, error }: Operation): string[] {
  const { createTime, startTime, endTime, attempt = 1, stages = [], state } = metadata;
  return [
    `${createTime}  created`,
    ...(startTime ? [`${startTime}  started${attempt > 1 ? `, attempt ${attempt}` : ''}`] : []),
    ...stages.map(({ displayName, completeWorkUnits = 0, totalWorkUnits, description = '' }) => {
      const units = totalWorkUnits === undefined ? '' : `  ${completeWorkUnits} of ${totalWorkUnits}`;
      return `  ${displayName}${units}${description === '' ? '' : `  ${description}`}`;
    }),
    ...(endTime && state !== 'RUNNING'
      ? [`${endTime}  ${state.toLowerCase()}${error ? `: ${error.message}` : ''}`]
      : []),
  ];
}

function linesOf(operation: Operation): string[] {
  const { state, type, description, progress, attempt, createTime, startTime, endTime, destinationUris } =
    operation.metadata;
  const { rerunOf, changedInputs = [] } = operation.metadata;
  const facts = {
    state,
    type,
    description,
    progress: progress === undefined ? undefined : `${Math.round(progress * 100)} %`,
    attempt: attempt === undefined ? undefined : String(attempt),
    created: createTime,
    started: startTime,
    ended: endTime,
    result: destinationUris?.join(' '),
    repeats: rerunOf === undefined ? undefined : idOf({ name: rerunOf }),
    'changed since': changedInputs.join(' '),
    error: operation.error?.message,
  };
  const rows = Object.entries(facts).flatMap(([fact, value]) => (value ? [[`  ${fact}`, value]] : []));
  return [styled('bold', idOf(operation)), ...aligned(rows)];
}
