import { contentOf } from './contents/contents.ts';
import { destinationNote } from './destination.ts';
import { isOver, type ListedOperation, type OperationRecord } from './record.ts';

const TYPES = 'type.googleapis.com/google.earthengine.v1.';

/** The names that clients see for an operation's kind. */
export function messagesOf(record: ListedOperation) {
  const messages = contentOf(record).messages[record.kind];
  if (messages === undefined) throw new TypeError(`There is no ${record.kind} of a ${record.content}.`);
  return messages;
}

/** The name of an operation. */
export function operationName({ project, id }: Pick<OperationRecord, 'project' | 'id'>): string {
  return `projects/${project}/operations/${id}`;
}

/**
 * Operation of the REST API.
 * @param done chunks that are done; if left out, nothing is told of the progress
 */
export function operationMessage(record: ListedOperation, done?: number) {
  const { state, error } = record;
  const response = state === 'SUCCEEDED' ? { response: { '@type': `${TYPES}${messagesOf(record).response}` } } : {};
  return {
    name: operationName(record),
    metadata: metadataMessage(record, done),
    ...(isOver(state) ? { done: true } : {}),
    ...(error ? { error } : response),
  };
}

function metadataMessage(record: ListedOperation, done: number | undefined) {
  const { state, description, priority, createTime, updateTime, startTime, endTime, attempt } = record;
  const { chunks, destinationUris, workloadTag } = record;
  return {
    '@type': `${TYPES}OperationMetadata`,
    state,
    description,
    type: messagesOf(record).type,
    priority,
    ...(workloadTag === undefined ? {} : { workloadTag }),
    createTime,
    updateTime,
    ...(startTime ? { startTime, attempt } : {}),
    ...(endTime ? { endTime } : {}),
    ...(startTime && done !== undefined ? { progress: progressOf(record, done) } : {}),
    ...(chunks === undefined || done === undefined ? {} : { stages: stageMessages(record, chunks, done) }),
    ...(destinationUris ? { destinationUris } : {}),
    ...repeatedMessage(record),
  };
}

/** Of an operation that repeats another one, which, and what has changed since then: Terrane's own. */
function repeatedMessage({ project, repeats }: ListedOperation) {
  if (repeats === undefined) return {};
  const { operation: id, changed } = repeats;
  return { rerunOf: operationName({ project, id }), ...(changed === undefined ? {} : { changedInputs: changed }) };
}

/** The progress from 0 to 1; 1 only when the result can be used. */
function progressOf({ state, chunks }: ListedOperation, done: number): number {
  if (state === 'SUCCEEDED') return 1;
  return chunks === undefined ? 0 : done / (chunks + 1);
}

/** The two stages that the service tells of. What a user should know of the result is said with the second one. */
function stageMessages({ id, state, note, destination }: ListedOperation, chunks: number, done: number) {
  const notes = [destinationNote(id, destination), note].filter((text) => text !== undefined);
  return [
    {
      displayName: 'Create Local Files',
      description: 'Computation and writing of temporary files.',
      completeWorkUnits: done,
      totalWorkUnits: String(chunks),
    },
    {
      displayName: 'Write Files To Destination',
      description: ['Uploading of files to the export destination.', ...notes].join(' '),
      completeWorkUnits: state === 'SUCCEEDED' ? 1 : 0,
      totalWorkUnits: '1',
    },
  ];
}
