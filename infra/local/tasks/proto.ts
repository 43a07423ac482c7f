import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ServiceDefinition } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';

/** The part of a protocol buffer description in JSON that is used here. */
interface Namespace {
  nested: Record<string, Namespace>;
}

/** The Cloud Tasks v2 service, from the description that ships in `@google-cloud/tasks`. */
export function cloudTasksService(): ServiceDefinition {
  const file = new URL('protos.json', import.meta.resolve('@google-cloud/tasks/build/protos'));
  const description = JSON.parse(readFileSync(fileURLToPath(file), 'utf8')) as Namespace;
  // The beta versions make up two thirds of the time to load.
  const versions = description.nested['google']!.nested['cloud']!.nested['tasks']!.nested;
  for (const version of Object.keys(versions)) if (version !== 'v2') delete versions[version];
  const definition = fromJSON(description, { enums: String, longs: Number });
  return definition['google.cloud.tasks.v2.CloudTasks'] as ServiceDefinition;
}
