import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { ASSETS } from './commands/asset.ts';
import { CATALOG } from './commands/catalog.ts';
import { COMPLETION } from './commands/completion.ts';
import { DEMO } from './commands/demo.ts';
import { DOCTOR } from './commands/doctor.ts';
import { EXEC } from './commands/exec.ts';
import { EXPORT } from './commands/export.ts';
import { KEYS } from './commands/key.ts';
import { MAPS } from './commands/map.ts';
import { RUN } from './commands/run.ts';
import { SERVE } from './commands/serve.ts';
import { TASKS } from './commands/task.ts';
import { UPLOAD } from './commands/upload.ts';
import { DEFAULT_PROJECT, DEFAULT_URL } from './context.ts';
import { Failure } from './failure.ts';
import { harmless } from './output.ts';

/** The command line `terrane`. Exit codes: 0 all went well, 1 something failed, 2 the command cannot be understood. */

const PACKAGE = new URL(import.meta.url.endsWith('.ts') ? '../package.json' : '../../package.json', import.meta.url);
const { version, description } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string; description: string };

const program = new Command('terrane')
  .description(`${description}.`)
  .version(version)
  .option('-u, --url <url>', `the server (TERRANE_URL; ${DEFAULT_URL} if nothing says another)`)
  .option('-P, --project <project>', `the project (TERRANE_PROJECT; ${DEFAULT_PROJECT} if nothing says another)`)
  .option(
    '-k, --key <file>',
    "who calls: a file of 'terrane key create' (TERRANE_KEY); it also says the server and the project",
  )
  .option('--token <token>', 'who calls: a token (TERRANE_TOKEN)')
  .option('--json', 'answer with JSON')
  .showSuggestionAfterError()
  .addHelpText(
    'after',
    '\nFirst steps:\n  terrane serve --open          a server with a console, here\n  terrane upload image *.tif    your own rasters\n  terrane task list             what is being imported and exported',
  );
for (const command of [SERVE, DEMO, UPLOAD, ASSETS, TASKS, RUN, EXPORT, MAPS, KEYS, CATALOG, EXEC, DOCTOR, COMPLETION])
  program.addCommand(command);

const WRONG_USAGE = 2;

/** Commands that are added do not inherit this. */
function throwing(command: Command): void {
  command.exitOverride();
  for (const below of command.commands) throwing(below);
}
throwing(program);

// Whoever reads may stop, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : WRONG_USAGE;
  else if (error instanceof Failure) {
    console.error(`terrane: ${harmless(error.message)}`);
    process.exitCode = 1;
  } else throw error;
}
