import { type ChildProcess, fork } from 'node:child_process';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Order } from './server.ts';

/** Processes that serve, one of which is asked for each call; those that end are replaced. */
export interface Processes {
  /** Where calls go, whichever process serves them. */
  readonly url: string;
  /** Ends one as by a power cut: nothing of it is asked. @param which from 0 to 1 */
  kill(which: number): void;
  /** Ends a worker thread of one. @param which from 0 to 1 */
  endThread(which: number): void;
  /** Sets the clock of one. @param which from 0 to 1 @param ahead milliseconds that it is ahead of the true time */
  setClock(which: number, ahead: number): void;
  /** Sets the clocks of all, those that come later included. */
  setAllClocks(ahead: number): void;
  stop(): Promise<void>;
}

interface Member {
  readonly child: ChildProcess;
  /** Undefined until it serves. */
  port: number | undefined;
}

const SERVER = new URL('./server.ts', import.meta.url);

/**
 * Starts processes that serve the function `batch`.
 * @param env the environment of all, in which their common address is put
 */
export async function startProcesses(count: number, env: NodeJS.ProcessEnv): Promise<Processes> {
  const members: Member[] = [];
  let isOver = false;
  let ahead = 0;
  const front = createServer((incoming, answer) => forward(incoming, answer, members));
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;

  function start(place: number): Promise<void> {
    const child = fork(SERVER, {
      env: { ...env, TERRANE_BATCH_URL: url },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const member: Member = { child, port: undefined };
    members[place] = member;
    child.once('exit', () => {
      if (!isOver && members[place] === member) void start(place);
    });
    return new Promise((resolve) => {
      child.once('message', (message) => {
        if (ahead !== 0) tell(member, { clock: ahead });
        member.port = (message as { port: number }).port;
        resolve();
      });
    });
  }
  function tell({ child }: Member, order: Order): void {
    if (child.connected) child.send(order, () => {});
  }
  const chosen = (which: number) => members[Math.floor(which * members.length)];
  await Promise.all(Array.from({ length: count }, (_, place) => start(place)));
  return {
    url,
    kill: (which) => chosen(which).child.kill('SIGKILL'),
    endThread: (which) => tell(chosen(which), { endThread: which }),
    setClock: (which, milliseconds) => tell(chosen(which), { clock: milliseconds }),
    setAllClocks(milliseconds) {
      ahead = milliseconds;
      for (const member of members) tell(member, { clock: milliseconds });
    },
    async stop() {
      isOver = true;
      front.closeAllConnections();
      front.close();
      await Promise.all(
        members.map(({ child }) => {
          const ended = new Promise((resolve) => child.once('exit', resolve));
          child.kill('SIGKILL');
          return ended;
        }),
      );
    },
  };
}

let turn = 0;

/** Passes a call on to a process that serves; 503 if there is none, or it ends in the middle. */
function forward(incoming: IncomingMessage, answer: ServerResponse, members: readonly Member[]): void {
  const serving = members.filter(({ child, port }) => port !== undefined && child.exitCode === null && !child.killed);
  if (serving.length === 0) {
    answer.writeHead(503).end('{}');
    return;
  }
  turn += 1;
  const { port } = serving[turn % serving.length];
  const { method, url, headers } = incoming;
  const passed = request({ host: '127.0.0.1', port, method, path: url, headers }, (reply) => {
    answer.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(answer);
    reply.once('error', () => answer.destroy());
  });
  passed.once('error', () => {
    if (answer.headersSent) answer.destroy();
    else answer.writeHead(503).end('{}');
  });
  incoming.pipe(passed);
}
