import { CloudTasksClient } from '@google-cloud/tasks';
import { credentials } from '@grpc/grpc-js';
import { SETTINGS } from '../settings.ts';
import { hostProject } from './host-project.ts';
import { once } from './once.ts';

/** Cloud Tasks; its client knows no emulator, so CLOUD_TASKS_EMULATOR_HOST ("host:port") is applied here. */
export const cloudTasks = once(() => {
  const host = SETTINGS.tasksEmulator.read();
  if (!host) return new CloudTasksClient({ projectId: hostProject() });
  const [apiEndpoint, port] = host.split(':');
  return new CloudTasksClient({
    projectId: hostProject(),
    apiEndpoint,
    port: Number(port),
    sslCreds: credentials.createInsecure(),
    // Without this the client asks the metadata server of Google Cloud for credentials, only to learn their domain.
    clientOptions: { universeDomain: 'googleapis.com' },
  });
});
