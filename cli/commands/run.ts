import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import type { Printed } from '../../scripting/messages.ts';
import { type Context, contextOf } from '../context.ts';
import { Failure } from '../failure.ts';
import { styled } from '../output.ts';
import { chartCsv, chartOf } from '../scripts/chart-text.ts';
import { mapPicture } from '../scripts/map-picture.ts';
import { outcomeOf, type ScriptFailure, taskName } from '../scripts/outcome.ts';
import { resultOf, textOf } from '../scripts/values.ts';

/** `terrane run script.js`: a script of the Code Editor. */
export const RUN = new Command('run')
  .description(
    'run a script as the Code Editor does: print to the standard output, the map to a picture, charts to tables; exports are listed, not started',
  )
  .argument('<script>', 'a file; - for the standard input')
  .option('-o, --out <folder>', 'a folder for map.png and for the numbers of charts, chart-1.csv and so on')
  .addHelpText(
    'after',
    '\nThe script runs as a program of yours does, with your rights on this machine.\n\nExamples:\n  terrane run ndvi.js\n  terrane run ndvi.js --out pictures\n  terrane export ndvi.js      run it, and start what it exports',
  )
  .action(async (file: string, { out }: { out?: string }, command: Command) => {
    const context = contextOf(command);
    const { client, output } = context;
    const printed: unknown[] = [];
    const files: string[] = [];
    const failures: ScriptFailure[] = [];
    let charts = 0;
    const source = await readScript(file);
    if (out !== undefined) mkdirSync(out, { recursive: true });
    const outcome = await outcomeOf(client, source, async (things) => {
      for (const thing of things) {
        try {
          if (output.isJson) printed.push(await resultOf(client, thing));
          else console.log(await textOf(client, thing, process.stdout.hasColors?.() ?? false));
          if (out !== undefined && thing.kind === 'chart') files.push(await writeChart(context, thing, out, ++charts));
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          failures.push({ message: error.message, line: undefined });
        }
      }
    });
    const { layers, view, tasks } = outcome;
    failures.push(...outcome.failures);
    if (out !== undefined && layers.some(({ shown }) => shown)) {
      const path = join(out, 'map.png');
      try {
        writeFileSync(path, await mapPicture(client, layers, view));
        files.push(path);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        failures.push({ message: `The picture of the map: ${error.message}`, line: undefined });
      }
    }
    if (failures.length > 0) process.exitCode = 1;
    if (output.isJson) {
      const names = layers.map(({ name, shown }) => ({ name, shown }));
      output.result({ printed, layers: names, tasks, files, failures }, () => []);
      return;
    }
    for (const { name } of layers) output.note(styled('dim', `layer   ${name}`));
    for (const task of tasks) output.note(styled('dim', `task    ${taskName(task)}: terrane export ${file}`));
    for (const path of files) output.note(styled('dim', `wrote   ${path}`));
    tellFailures(failures, file);
  });

/** @throws Failure */
export async function readScript(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure(`The script cannot be read: ${(error as Error).message}`);
  }
}

/** Tells what is wrong with a script, with the lines. */
export function tellFailures(failures: readonly ScriptFailure[], file: string): void {
  for (const { message, line } of failures) console.error(`${file}${line === undefined ? '' : `:${line}`}: ${message}`);
}

async function writeChart(
  { client }: Context,
  { chart }: Extract<Printed, { kind: 'chart' }>,
  folder: string,
  count: number,
): Promise<string> {
  const path = join(folder, `chart-${count}.csv`);
  writeFileSync(path, chartCsv(await chartOf(client, chart)));
  return path;
}
