import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Command, Option } from 'commander';
import { startServer } from '../local-server.ts';
import { styled } from '../output.ts';

interface ServeOptions {
  readonly port: string;
  readonly highVolumePort?: string;
  readonly host: string;
  readonly data: string;
  readonly open?: boolean;
  readonly waitSamples?: boolean;
}

/** `terrane serve`: a server on this machine, until it is interrupted. */
export const SERVE = new Command('serve')
  .description('start a server on this machine, with its web console')
  .addOption(new Option('-p, --port <number>', 'the port; 0 for any free one').env('PORT').default('8080'))
  .addOption(
    new Option('--high-volume-port <number>', 'the port for many small requests; the next one if it is free').env(
      'HIGH_VOLUME_PORT',
    ),
  )
  .addOption(
    new Option('--host <address>', 'the address to listen at: 0.0.0.0 for other machines, which needs TERRANE_AUTH')
      .env('HOST')
      .default('127.0.0.1'),
  )
  .addOption(
    new Option('-d, --data <folder>', 'where assets and tasks are kept').env('TERRANE_DATA').default('.terrane'),
  )
  .option('-o, --open', 'open the console in a browser')
  .option('--wait-samples', 'say that it is ready when the samples are there, too: for scripts')
  .addHelpText(
    'after',
    `
Examples:
  terrane serve --open
  export TERRANE_TOKEN=$(openssl rand -hex 20); echo $TERRANE_TOKEN
  TERRANE_AUTH=token terrane serve --host 0.0.0.0`,
  )
  .action(async ({ port, highVolumePort = '', host, data, open, waitSamples }: ServeOptions) => {
    const server = await startServer({ PORT: port, HIGH_VOLUME_PORT: highVolumePort, HOST: host, TERRANE_DATA: data });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.stop());
    if (waitSamples) await Promise.race([server.samples, once(server.process, 'exit')]);
    console.log(`Terrane is ready at ${styled('bold', server.url)}`);
    console.log(`  programs that send many small requests at a time: ${server.highVolumeUrl}`);
    console.log(`  a browser shows the console there, clients take it as their URL; data are kept in ${data}`);
    if (open) openBrowser(server.url);
    server.process.once('exit', (code) => {
      process.exitCode = code ?? 1;
    });
  });

/** Without a browser nothing happens: the address has been printed. */
function openBrowser(url: string): void {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', url]
        : ['xdg-open', url];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
