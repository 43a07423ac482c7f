import { CloudTasksClient } from '@google-cloud/tasks';
import { credentials } from '@grpc/grpc-js';
import { startTasks } from '../../../infra/local/tasks/server.ts';

/** The Cloud Tasks under test, reached by the official client alone. */
export interface TasksSubject {
  client: CloudTasksClient;
  stop(): Promise<void>;
}

/** Starts our server, or takes the one that `CLOUD_TASKS_EMULATOR_HOST` names. */
export async function tasksSubject(): Promise<TasksSubject> {
  const given = process.env['CLOUD_TASKS_EMULATOR_HOST'];
  const server = given ? undefined : await startTasks();
  const client = tasksClient(given ?? `${server!.host}:${server!.port}`);
  return {
    client,
    async stop() {
      await client.close();
      await server?.stop();
    },
  };
}

/** The unmodified client, pointed at a server of the loopback address (`host:port`) without credentials. */
export function tasksClient(address: string): CloudTasksClient {
  const [apiEndpoint, port] = address.split(':') as [string, string];
  return new CloudTasksClient({
    apiEndpoint,
    port: Number(port),
    sslCreds: credentials.createInsecure(),
    // Without this the client asks the metadata server of Google Cloud for credentials, only to learn their domain.
    clientOptions: { universeDomain: 'googleapis.com' },
  });
}
